/** What waits to be sent, in the words of whoever did it. */

import { words } from "./patch.js";

const WORDS = {
  edit: () => gettext("Your change to no. %(number)s"),
  withdraw: () => gettext("Withdrawing no. %(number)s"),
  support: () => gettext("Your support for no. %(number)s"),
  unsupport: () => gettext("Taking back your support for no. %(number)s"),
  vote: () => gettext("Your vote"),
  react: () => gettext("What you make of an answer"),
  rate: () => gettext("Your rating of an answer"),
};

/** An act that waits, as a line: of a question its own words. */
export function unsentWords(act) {
  return WORDS[act.do] ? words(WORDS[act.do](), act) : act.text ?? "";
}
