// What the leader's stage says while another question than the one of the moment stands on it, or none.

import { stateNow } from "../live/question.js";
import { fill } from "./words.js";

/**
 * The title and text of an empty stage.
 * @param {{state: string, note: string}} session the session part of the folded state
 * @param {object | null} following the question that would come next
 * @param {number | null} answered the question whose answer was just sent
 * @returns {{title: string, text: string}}
 */
export function noneWords({ state, note }, following, answered) {
  if (state === "cancelled") return { title: gettext("The session was cancelled"), text: note };
  if (state === "ended" || state === "archived") return {
    title: gettext("The session has ended"),
    text: gettext("Questions left open become cases. You can still answer one: choose it from the list."),
  };
  if (state === "paused") return { title: gettext("A short break"), text: note || gettext("The session resumes in a moment.") };
  if (state !== "live") return {
    title: gettext("The session has not begun"),
    text: gettext("You can prepare answers now: choose a question from the list. They are kept until you send them."),
  };
  return onAir(following, answered);
}

function onAir(following, answered) {
  if (answered !== null) return {
    title: fill(gettext("No. %(number)s is answered"), { number: answered }),
    text: following ? fill(gettext("Next: %(text)s"), { text: following.text }) : gettext("No other question waits for an answer."),
  };
  return following
    ? { title: gettext("No question is on stage"), text: gettext("The host takes up the next one, or you do.") }
    : { title: gettext("No question is waiting"), text: gettext("The next one appears here by itself.") };
}

/** What is said while one looks at another question than the one of the moment. */
export function elsewhereWords(current, session) {
  if (current === null) return gettext("You are looking at no. %(number)s.");
  return stateNow(current, session) === "on_hold"
    ? gettext("You are looking at no. %(number)s. No. %(now)s is on hold.")
    : gettext("You are looking at no. %(number)s. The question now is no. %(now)s.");
}
