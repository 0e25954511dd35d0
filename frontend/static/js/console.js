// The leader's console: one question, its answer, the next one.

import { $, announce, count, delegate, readIsland, toast } from "./dom.js";
import { AnswerDraft, forget } from "./staff/answer_draft.js";
import { AnswerEditor } from "./staff/answer_editor.js";
import { paintByTopic } from "./staff/by_topic.js";
import { bindClock } from "./staff/clock.js";
import { bindConsoleKeys } from "./staff/console_keys.js";
import { paintAround, possibleSteps } from "./staff/console_paint.js";
import { paintConsoleSide } from "./staff/console_side.js";
import { correct } from "./staff/correct.js";
import { bindDeclined } from "./staff/declined_list.js";
import { DraftBoard } from "./staff/draft_board.js";
import { Kept } from "./staff/drafts.js";
import { EarlierList } from "./staff/earlier.js";
import { bindHelp } from "./staff/help.js";
import { LeaderSteps } from "./staff/leader_steps.js";
import { Meanwhile } from "./staff/meanwhile.js";
import { oncePerFrame, put } from "./staff/list.js";
import { Notes } from "./staff/notes.js";
import { bindNotesIn } from "./staff/notes_in.js";
import { openPage } from "./staff/page.js";
import { Prepared } from "./staff/prepared.js";
import { Showing } from "./staff/showing.js";
import { asGiven } from "./staff/sources.js";
import { paintStage } from "./staff/stage.js";
import { takeUp } from "./staff/taking_up.js";
import { underWay } from "./staff/under_way.js";
import { inTurn, tally } from "./staff/waiting.js";
import { fill, numbered } from "./staff/words.js";

const { root, number: session, live, api } = await openPage();
const kept = new Kept(session, live.principal);
const draft = new AnswerDraft(api, kept, live);
const editor = new AnswerEditor($("[data-answer]"), { draft, live, api, send: publish });
const prepared = new Prepared($("[data-prepared]"), api);
const steps = new LeaderSteps({ live, api, kept, speakers: readIsland("speakers") });
const board = new DraftBoard(api, live);
const earlier = new EarlierList($("[data-earlier]"), api);
const declined = bindDeclined($("[data-declined-root]"), api);
const showing = new Showing(live);
const meanwhile = new Meanwhile($("[data-answer]"), live);
let showAll = false;
let publishing = null;
// The number of the question that is being written on here, or null: then it is read.
let writing = null;

const paint = oncePerFrame(() => {
  const { question } = showing;
  const number = question?.number ?? null;
  if (writing !== number) writing = null;
  paintStage(root, question, live);
  draft.open(question?.text ? number : null);
  prepared.paint(draft, { writing: writing !== null, principal: live.principal });
  paintAround(root, live, showing, { writing: writing !== null, draft });
  meanwhile.paint(writing);
  paintConsoleSide(root, live, { showing: number, all: showAll, board });
  paintByTopic($("[data-by-topic]"), live);
  earlier.paint(question?.text ? number : null);
  const { waiting, answered } = tally(live);
  put($("[data-number=waiting]"), count(waiting));
  put($("[data-number=answered]"), count(answered));
});
draft.addEventListener("change", paint);
board.addEventListener("change", () => {
  const row = board.of(draft.number);
  if (row) draft.refresh(row.version, { writing: writing !== null });
  paint();
});

// ---- acting -------------------------------------------------------------------

// Once at a time: an impatient second press would put the same answer on record twice.
function publish(text) {
  if (text) return underWay.once("publish", () => send(text), $("[data-answer] [type=submit]"));
  write();
  editor.object(gettext("Please write the answer first."));
  return editor.focus();
}

async function send(text) {
  const { number } = draft;
  editor.object("");
  editor.sending(true);
  draft.sending(true);
  publishing = number;
  try {
    await live.act({ do: "answer", number, text, sources: asGiven(draft.sources), seen: live.state.questions[number].answers.length, ...speakerChosen() });
    published(number);
  } catch (error) {
    write();
    editor.object(error.message);
    if (draft.number === number) draft.sending(false);
  } finally {
    editor.sending(false);
    publishing = null;
    paint();
  }
}

function published(number) {
  if (draft.number === number) draft.done();
  else forget(kept, number);
  writing = null;
  showing.follow();
  showing.answered = number;
  editor.write();
  toast(fill(gettext("The answer to no. %(number)s is public."), { number }), { kind: "good" });
}

function speakerChosen() {
  const speaker = $("[data-speaker]")?.value;
  return speaker ? { speaker } : {};
}

async function goTo(question) {
  if (!question || !await takeUp(question.number, live, $("[data-acts] [data-do=take-up]"))) return;
  showing.follow();
  paint();
  $("[data-stage]").scrollTop = 0;
}

function look(number) {
  draft.flush();
  editor.object("");
  editor.write();
  showing.look(number);
  paint();
  requestAnimationFrame(() => { $("[data-q-text]").focus({ preventScroll: true }); $("[data-stage]").scrollIntoView({ block: "start" }); });
}

function write() {
  if (!possibleSteps(live, showing, draft).write) return;
  writing = showing.question.number;
  paint();
  // Shown only with the next frame, and what is hidden takes no caret.
  requestAnimationFrame(() => requestAnimationFrame(() => editor.focus()));
}

function leave() {
  if (writing === null) return false;
  draft.flush();
  editor.object("");
  writing = null;
  paint();
  requestAnimationFrame(() => requestAnimationFrame(() => $("[data-do=write]").focus()));
  return true;
}

// Somebody else has answered, and that is enough.
function withdraw() {
  const { number, text, sources } = draft;
  draft.write("");
  draft.cite([]);
  leave();
  toast(fill(gettext("What you wrote on no. %(number)s is withdrawn."), { number }), {
    action: { label: gettext("Bring it back"), run: () => { look(number); draft.open(number); draft.write(text); draft.cite(sources); write(); } },
  });
}

// What a promise begins with: what is marked in the answer, else what was answered or prepared.
function promised(question) {
  const marked = getSelection().toString().trim();
  const given = live.state.entries.filter(({ seq }) => question.answers.includes(seq)).at(-1);
  return (marked || given?.text || draft.text).slice(0, 300);
}

const may = (step) => possibleSteps(live, showing, draft)[step];
const DO = {
  next: () => may("next") && goTo(showing.next),
  "take-up": () => may("takeUp") && goTo(showing.question),
  follow: () => showing.isElsewhere && look(live.state.current),
  all: () => { showAll = !showAll; paint(); },
  write,
  leave,
  withdraw,
  publish: () => writing === null && may("publish") && publish(draft.text.trim()),
  aloud: () => may("aloud") && steps.aloud(showing.question),
  "hand-over": () => may("handOver") && steps.handOver(showing.question),
  promise: () => may("promise") && steps.promise(showing.question, promised(showing.question)),
};
delegate(root, "click", "[data-do]", (event, button) => DO[button.dataset.do]?.());
delegate(root, "click", "[data-open]", (event, button) => look(Number(button.dataset.open)));
delegate(root, "click", "[data-correct]", (event, button) => {
  const entry = live.state.entries.find(({ seq }) => seq === Number(button.dataset.correct));
  if (entry) correct(entry, live, kept);
});

const openHelp = bindHelp();
document.addEventListener("click", (event) => { if (event.target.closest("[data-do=help]")) openHelp(); });
const acknowledge = bindNotesIn(root, new Notes(api, live), live);
bindConsoleKeys({
  write, leave, acknowledge, help: openHelp, publish: DO.publish, aloud: DO.aloud, handOver: DO["hand-over"],
  promise: DO.promise, next: DO.next, takeUp: DO["take-up"], follow: DO.follow,
}, (place) => {
  const question = inTurn(live).filter(({ number }) => number !== showing.question?.number)[place - 1];
  if (question) look(question.number);
});

// ---- news -----------------------------------------------------------------------

let current = live.state.current;
live.addEventListener("change", ({ detail: { what, frame } }) => {
  if (what === "desk") declined.touch(frame?.counters);
  if (live.state.current !== current) stageChanged(current);
  paint();
});

// Whoever is in the middle of a sentence stays with it; the page says what came up meanwhile.
function stageChanged(before) {
  current = live.state.current;
  if (showing.chosen === null && before !== null && before !== publishing && writing === before && editor.isBusy) showing.chosen = before;
  if (current === null) {
    // Whoever answered it: that is what became of the question one was looking at.
    if (live.state.questions[before]?.answers.length) showing.answered ??= before;
    return;
  }
  showing.answered = null;
  announce(fill(gettext("The question now: %(number)s. %(text)s"), { number: numbered(current), text: live.state.questions[current].text }));
}

bindClock(live);
paint();
api("/desk/queue?state=mine&limit=1").then(({ counters }) => declined.touch(counters)).catch(() => {});
