// Around the leader's question: what can be done with it, whether it is the one of the moment, and
// what stands there when there is none.

import { $, $$ } from "../dom.js";
import { elsewhereWords, noneWords } from "./console_words.js";
import { put, show } from "./list.js";
import { currentQuestion } from "./waiting.js";
import { fill } from "./words.js";

/**
 * Draws it all.
 * @param {HTMLElement} root of the page
 * @param {object} live
 * @param {import("./showing.js").Showing} showing
 */
export function paintAround(root, live, showing) {
  paintSteps(root, live, showing);
  paintElsewhere(root, live, showing);
  paintNone(root, live, showing);
}

function paintSteps(root, live, { question, next }) {
  const { state, ended_at: ended } = live.state.session;
  const onAir = ["live", "paused"].includes(state);
  const possible = onAir && (live.rights.includes("answer") || live.rights.includes("host"));
  for (const button of $$("[data-do=next]", root)) show(button, Boolean(possible && next));
  for (const label of $$("[data-next-label]", root)) {
    put(label, next ? fill(gettext("Next: no. %(number)s"), { number: next.number }) : "");
  }
  show($("[data-lone]", root), Boolean(!question && possible && next));
  show($("[data-do=take-up]", root), Boolean(possible && question?.state === "published"));
  show($("[data-answer]", root), Boolean(question?.text) && !["draft", "cancelled"].includes(state));
  put($("[data-answer-label]", root), question?.answers.length ? gettext("Add to the answer") : gettext("Your answer"));
  // Before the start an answer is prepared, not sent.
  show($("[data-answer] [type=submit]", root), onAir || ended !== null);
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
