// The moderator's desk: one queue, one open question, one key for each decision.

import { $, $$, delegate, toast } from "./dom.js";
import { claiming } from "./staff/claiming.js";
import { Claims } from "./staff/claims.js";
import { Deciding } from "./staff/deciding.js";
import { Decisions, spoken } from "./staff/decisions.js";
import { paintFigures, paintOldest } from "./staff/desk_bar.js";
import { bindDeskKeys } from "./staff/desk_keys.js";
import { Kept } from "./staff/drafts.js";
import { Forms } from "./staff/forms.js";
import { bindHelp } from "./staff/help.js";
import { oncePerFrame, put, show } from "./staff/list.js";
import { bindNotes } from "./staff/notes.js";
import { notify } from "./staff/notices.js";
import { Opening } from "./staff/opening.js";
import { openPage } from "./staff/page.js";
import { bindWords } from "./staff/polls_desk.js";
import { Queue } from "./staff/queue.js";
import { paintQueue } from "./staff/queue_list.js";
import { paintClaim, paintQuestion } from "./staff/question_pane.js";
import { paintSide } from "./staff/side_pane.js";
import { everySecond } from "./staff/time.js";

const SEARCH_DELAY_MS = 300;
// Characters of a question, where a session says nothing of it.
const LONGEST = 500;
// That a lease runs out is nobody's act, so nothing tells of it: the list is read again this often.
const LEASES_MS = 10_000;

const { root, number: session, live, api } = await openPage();
bindWords(live, api);
const kept = new Kept(session, live.principal);
bindNotes({ live, api, kept });
const queue = new Queue(api);
const opening = new Opening(root, queue);
const claims = new Claims(queue, api);
const claim = claiming({ queue, opening, claims, say });
const decisions = new Decisions(queue, live);
const deciding = new Deciding({ queue, opening, decisions, kept, mayDecide, claimNext: claim.next, say });
const forms = new Forms(root, { kept, deciding, limit: () => live.state.session.rules.max_length || LONGEST });

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

function closeForms() {
  forms.close();
  $("[data-work]").focus({ preventScroll: true });
}

const DO = {
  approve: () => deciding.approve(), edit: () => forms.edit(), decline: () => forms.decline(), cancel: closeForms,
  claim: () => mayDecide() && claim.open(), next: () => mayDecide() && claim.next(), release: claim.release,
  back: () => opening.back(), more: () => opening.more(), reload: () => queue.open(), help: bindHelp(),
};
delegate(document.body, "click", "[data-do]", (event, button) => DO[button.dataset.do]?.());
delegate(root, "click", "[data-filter]", (event, button) => { opening.close(); queue.open({ filter: button.dataset.filter }); });
delegate(root, "click", "[role=option]", (event, row) => opening.open(Number(row.dataset.key), { reveal: false }));

bindDeskKeys(DO, { opening, forms });

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
  forms.close();
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
setInterval(() => { if (!document.hidden && ["ready", "error"].includes(queue.status)) queue.reload(); }, LEASES_MS);

live.api("/desk/reasons").then((reasons) => forms.offer(reasons, $("[data-legend-list]"))).catch(complain);
queue.open();
