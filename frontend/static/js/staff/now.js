// What the host's stage shows: the question of the moment, or what to do without one.

import { $, $$ } from "../dom.js";
import { asker, stateNow } from "../live/question.js";
import { put, show } from "./list.js";
import { currentQuestion, supportOf } from "./waiting.js";
import { fill, numbered, supporters } from "./words.js";

/**
 * Draws the stage.
 * @param {HTMLElement} root
 * @param {object} live
 * @param {{next: object | null, mayTakeUp: boolean, mayHost: boolean}} how the question that would
 *   come next; what this person may do now
 */
export function paintNow(root, live, { next, mayTakeUp, mayHost }) {
  const question = currentQuestion(live);
  show($("[data-now-question]", root), question !== null);
  show($("[data-now-none]", root), question === null);
  show($("[data-do=put-back]", root), mayTakeUp);
  show($("[data-do=down-now]", root), mayHost);
  paintLabel($("[data-now-label]", root), question, live.state.session);
  paintNext(root, mayTakeUp ? next : null);
  if (question) paintQuestion(root, question, supportOf(live, question.number));
  else put($("[data-none-text]", root), noneWords(live.state.session, next));
}

function paintQuestion(root, question, total) {
  put($("[data-q-number]", root), numbered(question.number));
  put($("[data-q-name]", root), asker(question));
  put($("[data-q-support]", root), supporters(total));
  show($("[data-q-support]", root), total > 0);
  put($("[data-q-text]", root), question.text);
}

function paintLabel(label, question, session) {
  const held = question !== null && stateNow(question, session) === "on_hold";
  show(label, question !== null);
  put(label, held ? gettext("On hold") : gettext("Being answered now"));
  label.classList.toggle("on-hold", held);
}

function paintNext(root, next) {
  for (const button of $$("[data-do=next]", root)) show(button, next !== null);
  for (const label of $$("[data-next-label]", root)) {
    put(label, next ? fill(gettext("Next: no. %(number)s"), { number: next.number }) : "");
  }
}

function noneWords({ state }, next) {
  if (state === "announced" || state === "collecting") return gettext("The session has not begun. You can already put questions in order.");
  if (state === "cancelled") return gettext("The session was cancelled");
  if (state !== "live" && state !== "paused") return gettext("The session has ended. Answers and corrections can still be added.");
  return next ? gettext("No question is on stage.") : gettext("No question is waiting. New ones appear as soon as they are public.");
}
