// The session's clock in the bar.

import { $ } from "../dom.js";
import { put } from "./list.js";
import { everySecond, sessionClock } from "./time.js";

/** Shows what is left of the session, every second. */
export function bindClock(live) {
  const place = $("[data-clock]");
  const paint = () => {
    const { label, value, late } = sessionClock(live.state.session);
    put($("[data-clock-label]", place), label);
    put($("[data-clock-value]", place), value);
    place.classList.toggle("late", late);
  };
  live.addEventListener("change", paint);
  everySecond(paint);
}
