/** What the screen says in numbers. */

import { count } from "../dom.js";
import { words } from "../live/patch.js";

export const people = {
  support: (n) => words(ngettext("%(shown)s person supports it", "%(shown)s people support it", n), { shown: count(n) }),
  watching: (n) => words(ngettext("%(shown)s person watching", "%(shown)s people watching", n), { shown: count(n) }),
  voted: (n) => words(ngettext("%(shown)s person has voted", "%(shown)s people have voted", n), { shown: count(n) }),
  asked: (n) => words(ngettext("%(shown)s question", "%(shown)s questions", n), { shown: count(n) }),
  answered: (n) => words(ngettext("%(shown)s answered", "%(shown)s answered", n), { shown: count(n) }),
};
