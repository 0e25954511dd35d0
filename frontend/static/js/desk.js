// The moderator's desk: one queue, one open question, one key for each decision.

import { $, $$, delegate, toast } from "./dom.js";
import { claiming } from "./staff/claiming.js";
import { Claims } from "./staff/claims.js";
import { Deciding } from "./staff/deciding.js";
import { Decisions, spoken } from "./staff/decisions.js";
import { DeclineForm } from "./staff/decline_form.js";
import { paintFigures, paintOldest } from "./staff/desk_bar.js";
import { Kept } from "./staff/drafts.js";
import { EditForm } from "./staff/edit_form.js";
import { bindHelp } from "./staff/help.js";
import { bindKeys, takesLetters } from "./staff/keys.js";
import { oncePerFrame, put, show } from "./staff/list.js";
import { notify } from "./staff/notices.js";
import { Opening } from "./staff/opening.js";
import { openPage } from "./staff/page.js";
import { Queue } from "./staff/queue.js";
import { paintQueue } from "./staff/queue_list.js";
import { paintClaim, paintQuestion } from "./staff/question_pane.js";
import { paintSide } from "./staff/side_pane.js";
import { everySecond } from "./staff/time.js";

const SEARCH_DELAY_MS = 300;
// Leases of colleagues are not pushed (they are no history): the list is read again this often.
const LEASES_MS = 10_000;

const { root, number: session, live, api } = await openPage();
const kept = new Kept(session, live.principal);
const queue = new Queue(api);
const opening = new Opening(root, queue);
const claims = new Claims(queue, api);
const claim = claiming({ queue, opening, claims, say });
const decisions = new Decisions(queue, live);
const deciding = new Deciding({ queue, opening, decisions, kept, mayDecide, claimNext: claim.next, say });
const edit = new EditForm($("[data-edit]"), {
  kept, limit: () => live.state.session.rules.max_length || 500, send: (row, text) => deciding.publish(row, text),
});
const decline = new DeclineForm($("[data-decline]"), {
  kept, send: (row, reason, words) => deciding.decline(row, reason, words),
});

// Leaders, hosts and observers may look at everything here; only moderators decide.
function mayDecide() {
  return live.rights.includes("moderate");
}

function say(text, kind = "warn", more = false) {
  const place = $("[data-notices]");
  if (!more) place.replaceChildren();
  notify(place, text, kind);
}
const complain = (error) => toast(error.message, { kind: "seal" });

// ---- drawing --------------------------------------------------------------------

const paint = oncePerFrame(() => {
  const { row } = opening;
  paintQueue(root, queue, live.state.session);
  paintQuestion(root, row, { mayDecide: mayDecide(), session: live.state.session });
  for (const node of $$("[data-moderator], [data-none] [data-do=next]", root)) show(node, mayDecide());
  show($("[data-onlooker]"), !mayDecide());
  paintSide(root, row && { ...row, ...opening.details.get(row.number) }, live);
  paintFigures(queue, live);
});

everySecond(() => {
  paintOldest(queue, live);
  if (opening.row) paintClaim(root, opening.row, mayDecide());
});

// ---- hands ----------------------------------------------------------------------

function startEdit() {
  const row = deciding.decidable;
  if (!row) return;
  decline.close();
  edit.open(row);
}

function startDecline() {
  const row = deciding.decidable;
  if (!row) return;
  edit.close();
  decline.open(row);
}

function closeForms() {
  edit.close();
  decline.close();
  $("[data-work]").focus({ preventScroll: true });
}

function escape() {
  if ($("dialog[open]")) return false;
  if (edit.isOpen || decline.isOpen) return closeForms();
  if (takesLetters(document.activeElement)) return document.activeElement.blur();
  return claim.release();
}

function enter(event) {
  // Enter on a button or a field is that button's or field's.
  if (event.target.closest("button, a, summary, input")) return false;
  if (opening.isInQueue && opening.row) return opening.open(opening.row.number);
  return mayDecide() && claim.open();
}

function send() {
  if (edit.isOpen) return edit.submit();
  return decline.isOpen && decline.submit();
}

function pick({ key }) {
  return decline.isOpen && decline.choose(Number(key) - 1);
}

const help = bindHelp();
const next = () => mayDecide() && claim.next();
const DO = {
  approve: () => deciding.approve(), edit: startEdit, decline: startDecline, cancel: closeForms,
  claim: claim.open, next, release: claim.release, back: () => opening.back(),
  more: () => opening.more(), reload: () => queue.open(), help,
};
delegate(document.body, "click", "[data-do]", (event, button) => DO[button.dataset.do]?.());
delegate(root, "click", "[data-filter]", (event, button) => { opening.close(); queue.open({ filter: button.dataset.filter }); });
delegate(root, "click", "[role=option]", (event, row) => opening.open(Number(row.dataset.key), { reveal: false }));

bindKeys({
  j: () => opening.step(1), k: () => opening.step(-1), n: next, enter,
  a: DO.approve, e: startEdit, d: startDecline, "/": () => $("#desk-search").select(), "?": help,
  ...Object.fromEntries(Array.from("123456789", (digit) => [digit, pick])),
}, { always: { escape, "ctrl+enter": send } });

$("[data-rows]").addEventListener("keydown", (event) => {
  const by = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  opening.step(by);
});

let searching = 0;
$("#desk-search").addEventListener("input", ({ target }) => {
  clearTimeout(searching);
  searching = setTimeout(() => queue.open({ words: target.value.trim() }), SEARCH_DELAY_MS);
});

for (const type of ["keydown", "pointerdown"]) {
  document.addEventListener(type, () => { if (opening.row) claims.keepAlive(opening.row.number); });
}

// ---- news -----------------------------------------------------------------------

queue.addEventListener("change", paint);
opening.addEventListener("failed", ({ detail }) => complain(detail));
opening.addEventListener("left", () => {
  edit.close();
  decline.close();
  $("[data-notices]").replaceChildren();
});
decisions.addEventListener("decided", ({ detail }) => put($("[data-last]"), spoken({ do: detail.verdict, number: detail.number })));
decisions.addEventListener("refused", () => put($("[data-last]"), ""));

live.addEventListener("change", ({ detail: { what, frame } }) => {
  if (what === "desk" && frame) queue.touch(frame.numbers, frame.counters);
  // Following without a socket, or anew after a gap: nothing was pushed, so look.
  else if (what === "desk" || what === "reset" || (what === "status" && live.status === "live")) queue.reload();
  paint();
});
setInterval(() => { if (!document.hidden && queue.status === "ready") queue.reload(); }, LEASES_MS);

live.api("/desk/reasons").then((reasons) => decline.offer(reasons, $("[data-legend-list]"))).catch(complain);
queue.open();
