// The keys of the moderator's desk: each does what a button there does, and says so.

import { $ } from "../dom.js";
import { bindKeys, takesLetters } from "./keys.js";

const ARROWS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

/**
 * Binds the keys.
 * @param {Record<string, () => unknown>} commands what the buttons do, by their names
 * @param {{opening: import("./opening.js").Opening, forms: import("./forms.js").Forms}} desk
 */
export function bindDeskKeys(commands, { opening, forms }) {
  const step = (by) => () => opening.step(by);
  bindKeys({
    j: step(1), k: step(-1), n: commands.next, enter: (event) => enter(event, commands, opening),
    a: commands.approve, e: commands.edit, d: commands.decline, "/": () => $("#desk-search").select(), "?": commands.help,
    ...Object.fromEntries(Array.from("123456789", (digit) => [digit, () => forms.pick(digit)])),
  }, { always: { escape: () => escape(commands, forms), "ctrl+enter": () => forms.send() } });
  $("[data-rows]").addEventListener("keydown", (event) => {
    if (!(event.key in ARROWS)) return;
    event.preventDefault();
    opening.step(ARROWS[event.key]);
  });
}

function escape({ cancel, release }, forms) {
  if ($("dialog[open]")) return false;
  if (forms.isOpen) return cancel();
  if (takesLetters(document.activeElement)) return document.activeElement.blur();
  return release();
}

function enter(event, { claim }, opening) {
  // Enter on a button or a field is that button's or field's.
  if (event.target.closest("button, a, summary, input")) return false;
  if (opening.isInQueue && opening.row) return opening.open(opening.row.number);
  return claim();
}
