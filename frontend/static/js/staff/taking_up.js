// Taking a question up from the leader's console: the one of the moment is not left by accident.

import { toast } from "../dom.js";
import { openDialog } from "./dialogs.js";
import { currentQuestion } from "./waiting.js";
import { underWay } from "./under_way.js";
import { fill } from "./words.js";

/**
 * Makes a question the question of the moment; asks first, if the present one has no answer yet.
 * @param {number} number
 * @param {object} live
 * @param {HTMLElement | null} pressed the button that is to say so meanwhile, beside those for the next
 * @returns {Promise<boolean>} whether it came to that
 */
export function takeUp(number, live, pressed = null) {
  const current = currentQuestion(live);
  const act = () => live.act({ do: "take_up", number });
  const leaves = current && !current.answers.length && current.number !== number;
  return leaves ? asked(current.number, number, act) : underWay.once("next", () => tried(act), pressed);
}

function asked(left, next, act) {
  return openDialog("t-leave", {
    fill: {
      title: fill(gettext("Leave no. %(number)s for later?"), { number: left }),
      text: fill(gettext("It has no answer yet. It goes back on the list, and what you wrote is kept. Everyone sees no. %(next)s next."), { next }),
    },
    submit: act,
  });
}

async function tried(act) {
  try {
    await act();
    return true;
  } catch (error) {
    toast(error.message, { kind: "seal" });
    return false;
  }
}
