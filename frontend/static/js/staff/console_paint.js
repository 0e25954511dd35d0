// Around the leader's question: what can be done with it, whether it is the one of the moment, and
// what stands there when there is none.

import { $, $$ } from "../dom.js";
import { elsewhereWords, noneWords } from "./console_words.js";
import { put, show } from "./list.js";
import { currentQuestion } from "./waiting.js";
import { fill } from "./words.js";

/**
 * What can be done with the question on the stage now.
 * @param {object} live
 * @param {import("./showing.js").Showing} showing
 * @param {import("./answer_draft.js").AnswerDraft} draft
 */
export function possibleSteps(live, { question, next }, draft) {
  const { state, ended_at: ended } = live.state.session;
  const onAir = ["live", "paused"].includes(state);
  const takesUp = onAir && (live.rights.includes("answer") || live.rights.includes("host"));
  const readable = Boolean(question?.text);
  const speaks = readable && (onAir || ended !== null);
  const open = readable && ["published", "taken_up"].includes(question.state);
  return {
    write: readable && !["draft", "cancelled"].includes(state),
    // Before the start an answer is prepared, not sent.
    publish: speaks && draft.number === question.number && draft.text.trim() !== "" && draft.status !== "conflict",
    send: speaks,
    aloud: onAir && readable && open,
    handOver: takesUp && open && !question.unit,
    promise: speaks,
    takeUp: takesUp && question?.state === "published",
    next: takesUp && Boolean(next),
  };
}

/**
 * Draws it all.
 * @param {HTMLElement} root of the page
 * @param {object} live
 * @param {import("./showing.js").Showing} showing
 * @param {{writing: boolean, draft: import("./answer_draft.js").AnswerDraft}} at whether an answer is
 *   being written here
 */
export function paintAround(root, live, showing, at) {
  paintSteps(root, live, showing, at);
  paintElsewhere(root, live, showing);
  paintNone(root, live, showing);
}

const STEPS = { aloud: "aloud", "hand-over": "handOver", promise: "promise", "take-up": "takeUp", write: "write" };

function paintSteps(root, live, showing, { writing, draft }) {
  const { question, next } = showing;
  const may = possibleSteps(live, showing, draft);
  for (const [name, step] of Object.entries(STEPS)) show($(`[data-acts] [data-do=${name}]`, root), may[step]);
  for (const button of $$("[data-do=next]", root)) show(button, may.next);
  for (const label of $$("[data-next-label]", root)) {
    put(label, next ? fill(gettext("Next: no. %(number)s"), { number: next.number }) : "");
  }
  show($("[data-lone]", root), Boolean(!question && may.next));
  show($("[data-acts]", root), Boolean(question) && !writing);
  show($("[data-acts] [data-do=publish]", root), may.publish);
  $("[data-acts] [data-do=write]", root).classList.toggle("primary", !may.publish);
  put($("[data-write-label]", root), writeWords(question, draft, may.send));
  show($("[data-answer]", root), writing && may.write);
  put($("[data-answer-label]", root), question?.answers.length ? gettext("Add to the answer") : gettext("Your answer"));
  show($("[data-answer] [type=submit]", root), may.send);
  put($("[data-publish-label]", root), question?.answers.length ? gettext("Add to the answer") : gettext("Publish the answer"));
}

function writeWords(question, draft, maySend) {
  if (draft.text.trim()) return gettext("Change it");
  if (question?.answers.length) return gettext("Add to the answer");
  return maySend ? gettext("Type an answer") : gettext("Prepare an answer");
}

function paintElsewhere(root, live, { chosen, isElsewhere }) {
  show($("[data-elsewhere]", root), isElsewhere);
  if (!isElsewhere) return;
  const current = currentQuestion(live);
  const values = { number: chosen, now: current?.number };
  put($("[data-elsewhere-text]", root), fill(elsewhereWords(current, live.state.session), values));
  put($("[data-do=follow]", root), current ? fill(gettext("Go to no. %(now)s"), values) : gettext("Back"));
}

function paintNone(root, live, { question, next, answered }) {
  show($("[data-none]", root), !question);
  if (question) return;
  const { title, text } = noneWords(live.state.session, next, answered);
  put($("[data-none-title]", root), title);
  put($("[data-none-text]", root), text);
}
