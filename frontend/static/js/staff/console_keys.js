// The keys of the leader's console: each does what a button there does.

import { $ } from "../dom.js";
import { bindKeys, takesLetters } from "./keys.js";

/**
 * Binds the keys.
 * @param {Record<string, () => unknown>} commands by name: write, aloud, handOver, promise, next,
 *   takeUp, follow, acknowledge, publish, leave, help
 * @param {(place: number) => unknown} look at the question of that place in the list beside, from 1
 */
export function bindConsoleKeys(commands, look) {
  const digits = Object.fromEntries(Array.from("12345", (digit) => [digit, () => look(Number(digit))]));
  bindKeys({
    a: commands.write, v: commands.aloud, d: commands.handOver, p: commands.promise, n: commands.next,
    t: commands.takeUp, b: commands.follow, s: commands.acknowledge, "?": commands.help, ...digits,
  }, { always: {
    escape: () => !$("dialog[open]") && commands.leave(),
    "ctrl+enter": () => !$("dialog[open]") && !takesLetters(document.activeElement) && commands.publish(),
  } });
}
