// The leader's console: one question, its answer, the next one.

import { $, announce, count, delegate, toast } from "./dom.js";
import { AnswerDraft } from "./staff/answer_draft.js";
import { AnswerEditor } from "./staff/answer_editor.js";
import { bindClock } from "./staff/clock.js";
import { paintAround } from "./staff/console_paint.js";
import { paintConsoleSide } from "./staff/console_side.js";
import { correct } from "./staff/correct.js";
import { bindDeclined } from "./staff/declined_list.js";
import { Kept } from "./staff/drafts.js";
import { oncePerFrame, put } from "./staff/list.js";
import { openPage } from "./staff/page.js";
import { Showing } from "./staff/showing.js";
import { paintStage } from "./staff/stage.js";
import { takeUp } from "./staff/taking_up.js";
import { tally } from "./staff/waiting.js";
import { fill, numbered } from "./staff/words.js";

const { root, number: session, live, api } = await openPage();
const kept = new Kept(session, live.principal);
const draft = new AnswerDraft(api, kept);
const editor = new AnswerEditor($("[data-answer]"), { draft, live, api, send: publish });
const declined = bindDeclined($("[data-declined-root]"), api);
const showing = new Showing(live);
let showAll = false;
let publishing = null;

const paint = oncePerFrame(() => {
  const { question } = showing;
  paintStage(root, question, live);
  draft.open(question?.text ? question.number : null);
  paintAround(root, live, showing);
  paintConsoleSide(root, live, { showing: question?.number ?? null, all: showAll });
  const { waiting, answered } = tally(live);
  put($("[data-number=waiting]"), count(waiting));
  put($("[data-number=answered]"), count(answered));
});

// ---- acting -------------------------------------------------------------------

async function publish(text) {
  const { number } = draft;
  if (!text) { editor.object(gettext("Please write the answer first.")); return editor.focus(); }
  editor.object("");
  editor.sending(true);
  draft.sending(true);
  publishing = number;
  try {
    await live.act({ do: "answer", number, text, ...speakerChosen() });
    published(number);
  } catch (error) {
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
  else kept.drop(`answer ${number}`);
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
  if (!question || !await takeUp(question.number, live)) return;
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

const DO = {
  next: () => goTo(showing.next),
  "take-up": () => goTo(showing.question),
  follow: () => look(live.state.current),
  all: () => { showAll = !showAll; paint(); },
};
delegate(root, "click", "[data-do]", (event, button) => DO[button.dataset.do]?.());
delegate(root, "click", "[data-open]", (event, button) => look(Number(button.dataset.open)));
delegate(root, "click", "[data-correct]", (event, button) => {
  const entry = live.state.entries.find(({ seq }) => seq === Number(button.dataset.correct));
  if (entry) correct(entry, live, kept);
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
  if (showing.chosen === null && before !== null && before !== publishing && editor.isBusy) showing.chosen = before;
  if (current === null) return;
  showing.answered = null;
  announce(fill(gettext("The question now: %(number)s. %(text)s"), { number: numbered(current), text: live.state.questions[current].text }));
}

bindClock(live);
paint();
api("/desk/queue?state=declined&limit=1").then(({ counters }) => declined.touch(counters)).catch(() => {});
