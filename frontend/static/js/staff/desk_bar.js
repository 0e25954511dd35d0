// The figures in the desk's bar, and in the title of its tab.

import { $, count } from "../dom.js";
import { put } from "./list.js";
import { waited } from "./time.js";
import { tally } from "./waiting.js";

const title = document.title;

/** Draws how much waits and how much is done. */
export function paintFigures(queue, live) {
  const { held, declined } = queue.counters.figures;
  const values = { held, declined, published: Object.keys(live.state.questions).length, answered: tally(live).answered };
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) put($(`[data-number=${name}]`), count(value));
  }
  document.title = [held ? `(${count(held)})` : "", title].join(" ").trim();
  paintOldest(queue, live);
}

/** Draws how long the oldest question has waited; red once that is longer than was promised. */
export function paintOldest(queue, live) {
  const { oldest } = queue.counters;
  const place = $("[data-number=oldest]");
  put(place, oldest === null ? "–" : waited(oldest));
  const promise = live.state.session.rules.promise_minutes * 60;
  place.parentElement.classList.toggle("late", oldest !== null && promise > 0 && oldest > promise);
}
