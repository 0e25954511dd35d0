// The drafter's desk: the questions that wait, and the answer that is prepared for one of them.

import { $, $$, count, delegate, toast } from "./dom.js";
import { AnswerDraft } from "./staff/answer_draft.js";
import { AnswerEditor } from "./staff/answer_editor.js";
import { bindClock } from "./staff/clock.js";
import { DraftBoard } from "./staff/draft_board.js";
import { matches, paintDraftRows } from "./staff/drafter_list.js";
import { Kept } from "./staff/drafts.js";
import { EarlierList } from "./staff/earlier.js";
import { bindHelp } from "./staff/help.js";
import { bindKeys, takesLetters } from "./staff/keys.js";
import { oncePerFrame, put, show } from "./staff/list.js";
import { bindNotes } from "./staff/notes.js";
import { openPage } from "./staff/page.js";
import { currentQuestion, inTurn, supportOf, tally } from "./staff/waiting.js";
import { fill, numbered, supporters } from "./staff/words.js";
import { asker } from "./live/question.js";

const { root, number: session, live, api } = await openPage();
const kept = new Kept(session, live.principal);
const draft = new AnswerDraft(api, kept, live);
const editor = new AnswerEditor($("[data-answer]"), { draft, live, api, send: markReady });
const board = new DraftBoard(api, live);
const earlier = new EarlierList($("[data-earlier]"), api);
let shown = "all";
let chosen = null;
// The question whose draft was marked ready, until that is saved.
let marked = null;

// The one being answered comes first: there a draft helps at once.
function waiting() {
  const now = currentQuestion(live);
  return [...(now && !now.answers.length ? [now] : []), ...inTurn(live)];
}

const paint = oncePerFrame(() => {
  const all = waiting();
  const rows = all.filter(({ number }) => number === chosen || matches(board.of(number), shown));
  put($("[data-waiting-count]", root), count(all.length));
  paintDraftRows($("[data-rows]"), rows, { live, board, chosen, principal: live.principal });
  show($("[data-rows-none]", root), rows.length === 0);
  paintWork();
  const { waiting: left, answered } = tally(live);
  put($("[data-number=waiting]"), count(left));
  put($("[data-number=answered]"), count(answered));
});
draft.addEventListener("change", () => { tellReady(); paint(); });
live.addEventListener("change", paint);
board.addEventListener("change", () => {
  const row = board.of(draft.number);
  if (row) draft.refresh(row.version, { writing: editor.isBusy });
  paint();
});

function paintWork() {
  const question = live.state.questions[chosen] ?? null;
  const there = Boolean(question?.text);
  show($("[data-work-none]", root), !there);
  show($("[data-answer]", root), there);
  draft.open(there ? chosen : null);
  earlier.paint(there ? chosen : null);
  root.dataset.view = there ? "item" : "list";
  if (!there) return;
  put($("[data-q-number]", root), numbered(question.number));
  put($("[data-q-name]", root), asker(question));
  const total = supportOf(live, question.number);
  put($("[data-q-support]", root), supporters(total));
  show($("[data-q-support]", root), total > 0);
  show($("[data-q-now]", root), live.state.current === question.number);
  put($("[data-q-text]", root), question.text);
  put($("[data-ready-label]", root), draft.ready ? gettext("Work on it again") : gettext("Mark it ready"));
  $("[data-ready-button]", root).classList.toggle("primary", !draft.ready);
  put($("[data-ready-words]", root), readyWords(question));
}

function readyWords(question) {
  if (question.answers.length) return gettext("This question has been answered meanwhile.");
  return draft.ready && draft.status === "saved" ? gettext("Whoever answers sees it as ready.") : "";
}

// The keys only ever mark it: whoever presses them twice means the same.
function markReady(text, byKey) {
  editor.object("");
  if (!text) { editor.object(gettext("Please write the answer first.")); return editor.focus(); }
  if (byKey && draft.ready) return undefined;
  marked = draft.ready ? null : chosen;
  return draft.mark(!draft.ready);
}

function tellReady() {
  if (marked === null || marked !== draft.number || draft.status !== "saved") return;
  toast(fill(gettext("The draft for no. %(number)s is ready."), { number: marked }), { kind: "good" });
  marked = null;
}

function choose(number) {
  draft.flush();
  editor.object("");
  editor.write();
  chosen = number;
  paint();
  if (number !== null) requestAnimationFrame(() => requestAnimationFrame(() => $("[data-q-text]").focus({ preventScroll: true })));
}

function step(by) {
  const numbers = $$("[data-open]", root).map((button) => Number(button.dataset.open));
  if (!numbers.length) return;
  const at = numbers.indexOf(chosen);
  choose(numbers[at < 0 ? 0 : Math.min(numbers.length - 1, Math.max(0, at + by))]);
}

delegate(root, "click", "[data-open]", (event, button) => choose(Number(button.dataset.open)));
delegate(root, "click", "[data-do=back]", () => choose(null));
delegate(root, "click", "[data-show]", (event, button) => {
  shown = button.dataset.show;
  for (const each of $$("[data-show]", root)) each.setAttribute("aria-pressed", String(each === button));
  paint();
});

const openHelp = bindHelp();
document.addEventListener("click", (event) => { if (event.target.closest("[data-do=help]")) openHelp(); });
bindKeys({ j: () => step(1), k: () => step(-1), a: () => chosen !== null && editor.focus(), "?": openHelp }, {
  always: {
    escape: () => {
      if ($("dialog[open]") || !takesLetters(document.activeElement)) return false;
      document.activeElement.blur();
      return true;
    },
  },
});
bindNotes({ live, api, kept });
bindClock(live);
paint();
