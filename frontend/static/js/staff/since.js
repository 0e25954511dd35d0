// How long ago something was put on record last.

import { put } from "./list.js";
import { digits, everySecond } from "./time.js";
import { fill } from "./words.js";

const SAID = new Set(["answer", "speech", "aloud", "promise"]);

/** Shows, every second, the time since the last entry that somebody said. */
export function bindSince(place, live) {
  everySecond(() => {
    const last = live.state.entries.findLast(({ type }) => SAID.has(type));
    const seconds = last ? (Date.now() - new Date(last.at).getTime()) / 1000 : null;
    // Beyond an hour it is no measure of anything.
    put(place, seconds === null || seconds > 3600 ? "" : fill(gettext("Last entry %(time)s ago"), { time: digits(seconds) }));
  });
}
