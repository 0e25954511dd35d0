// The leader's console: one question, its answer, the next one.

import { $, announce, count, delegate, toast } from "./dom.js";
import { AnswerDraft } from "./staff/answer_draft.js";
import { AnswerEditor } from "./staff/answer_editor.js";
import { bindClock } from "./staff/clock.js";
import { paintConsoleSide } from "./staff/console_side.js";
import { elsewhereWords, noneWords } from "./staff/console_words.js";
import { correct } from "./staff/correct.js";
import { bindDeclined } from "./staff/declined_list.js";
import { openDialog } from "./staff/dialogs.js";
import { Kept } from "./staff/drafts.js";
import { oncePerFrame, put, show } from "./staff/list.js";
import { openPage } from "./staff/page.js";
import { paintStage } from "./staff/stage.js";
import { currentQuestion, inTurn, tally } from "./staff/waiting.js";
import { fill, numbered } from "./staff/words.js";

const { root, number: session, live, api } = await openPage();
const kept = new Kept(session, live.principal);
const draft = new AnswerDraft(api, kept);
const editor = new AnswerEditor($("[data-answer]"), { draft, live, send: publish });
const declined = bindDeclined($("[data-declined-root]"), api);

// Which question is on the stage: the one being answered, unless one chose to look at another.
let chosen = null;
let showAll = false;
let justAnswered = null;
let publishing = null;

const onAir = () => ["live", "paused"].includes(live.state.session.state);
const mayTakeUp = () => live.rights.includes("answer") || live.rights.includes("host");
const showing = () => (chosen === null ? currentQuestion(live) : live.state.questions[chosen] ?? null);
const next = () => inTurn(live).find(({ number }) => number !== showing()?.number && number !== live.state.current) ?? null;

// ---- drawing ------------------------------------------------------------------

const paint = oncePerFrame(() => {
  const question = showing();
  paintStage(root, question, live);
  draft.open(question?.text ? question.number : null);
  show($("[data-answer]"), Boolean(question?.text) && mayAnswerNow());
  put($("[data-answer-label]"), question?.answers.length ? gettext("Add to the answer") : gettext("Your answer"));
  paintSteps(question);
  paintElsewhere(question);
  paintNone(question);
  paintConsoleSide(root, live, { showing: question?.number ?? null, all: showAll });
  const { waiting, answered } = tally(live);
  put($("[data-number=waiting]"), count(waiting));
  put($("[data-number=answered]"), count(answered));
});

const mayAnswerNow = () => !["draft", "cancelled"].includes(live.state.session.state);

function paintSteps(question) {
  const following = next();
  const possible = onAir() && mayTakeUp();
  for (const button of root.querySelectorAll("[data-do=next]")) show(button, Boolean(possible && following));
  for (const label of root.querySelectorAll("[data-next-label]")) {
    put(label, following ? fill(gettext("Next: no. %(number)s"), { number: following.number }) : "");
  }
  show($("[data-lone]"), Boolean(!question && possible && following));
  show($("[data-do=take-up]"), Boolean(possible && question?.state === "published"));
  // Before the start an answer is prepared, not sent.
  show($("[data-answer] [type=submit]"), onAir() || live.state.session.ended_at !== null);
}

function paintElsewhere(question) {
  const current = currentQuestion(live);
  const away = chosen !== null && chosen !== current?.number;
  show($("[data-elsewhere]"), away);
  if (!away) return;
  const values = { number: question?.number ?? chosen, now: current?.number };
  put($("[data-elsewhere-text]"), fill(elsewhereWords(current, live.state.session), values));
  put($("[data-do=follow]"), current ? fill(gettext("Go to no. %(now)s"), values) : gettext("Back"));
}

function paintNone(question) {
  show($("[data-none]"), !question);
  if (question) return;
  const { title, text } = noneWords(live.state.session, next(), justAnswered);
  put($("[data-none-title]"), title);
  put($("[data-none-text]"), text);
}

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
    if (draft.number === number) draft.done();
    else kept.drop(`answer ${number}`);
    justAnswered = number;
    chosen = null;
    editor.write();
    toast(fill(gettext("The answer to no. %(number)s is public."), { number }), { kind: "good" });
  } catch (error) {
    editor.object(error.message);
    if (draft.number === number) draft.sending(false);
  } finally {
    editor.sending(false);
    publishing = null;
    paint();
  }
}

function speakerChosen() {
  const speaker = $("[data-speaker]")?.value;
  return speaker ? { speaker } : {};
}

async function takeUp(number) {
  const current = currentQuestion(live);
  const act = () => live.act({ do: "take_up", number });
  if (current && !current.answers.length && current.number !== number) {
    const went = await openDialog("t-leave", {
      fill: {
        title: fill(gettext("Leave no. %(number)s for later?"), { number: current.number }),
        text: fill(gettext("It has no answer yet. It goes back on the list, and what you wrote is kept. Everyone sees no. %(next)s next."), { next: number }),
      },
      submit: act,
    });
    if (!went) return;
  } else {
    try { await act(); } catch (error) { return complain(error); }
  }
  chosen = null;
  justAnswered = null;
  paint();
  $("[data-stage]").scrollTop = 0;
}

function look(number) {
  draft.flush();
  editor.object("");
  editor.write();
  chosen = number === live.state.current ? null : number;
  paint();
  requestAnimationFrame(() => { $("[data-q-text]").focus({ preventScroll: true }); $("[data-stage]").scrollIntoView({ block: "start" }); });
}

const complain = (error) => toast(error.message, { kind: "seal" });
const DO = {
  next: () => next() && takeUp(next().number),
  "take-up": () => showing() && takeUp(showing().number),
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
  if (chosen === null && before !== null && before !== publishing && editor.isBusy) chosen = before;
  if (current === null) return;
  justAnswered = null;
  announce(fill(gettext("The question now: %(number)s. %(text)s"), { number: numbered(current), text: live.state.questions[current].text }));
}

bindClock(live);
paint();
api("/desk/queue?state=declined&limit=1").then(({ counters }) => declined.touch(counters)).catch(() => {});
