/** What several parts of the page say about a question. */

import { $ } from "../dom.js";
import { attribute, show, words, write } from "./patch.js";

// The page gives the address of a case with this number in it.
const SOME_CASE = "10000000";

/** How many support it: signed-in people and guests together, and the guests alone. */
export function supportOf(live, number) {
  const [users, guests] = live.support[number] ?? [0, 0];
  return { total: users + guests, guests };
}

/**
 * Who asked: a name; "Guest" for one who gave none; a neutral word for one who had an account
 * and closed it; nobody once the words are gone.
 */
export function asker({ name, guest, text }) {
  return name || (text ? (guest ? gettext("Guest") : gettext("Closed account")) : "");
}

/** A topic's name in the language of the page. */
export function topicName({ name, name_en: english }) {
  return document.documentElement.lang === "en" && english ? english : name;
}

/** The state of a question as it reads now: nothing is answered during a pause. */
export function stateNow(question, session) {
  return question.state === "taken_up" && session.state === "paused" ? "on_hold" : question.state;
}

/** The placeholder of one that was taken down, with the reason in words. */
export function gone(part, question, reasons) {
  const isGone = question?.state === "taken_down";
  show(part.gone, isGone);
  if (isGone) write(part["gone-reason"], reasons[question.reason] ?? "");
}

/** The way to the first of its answers; hidden without one. */
export function answerLink(link, answers = []) {
  show(link, answers.length > 0);
  if (answers.length) attribute(link, "href", `#e${answers[0]}`);
}

/** The way to its case, in these words; hidden without a case. */
export function caseLink(link, number, text) {
  write(link, number && words(text, { number }));
  if (number) attribute(link, "href", $("#live").dataset.caseUrl.replace(SOME_CASE, number));
}
