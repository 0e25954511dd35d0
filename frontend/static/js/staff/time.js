// Clocks of the staff pages: what is left, how long something has waited, when it was said.

import { clock, day } from "../dom.js";
import { fill } from "./words.js";

const root = document.documentElement;
const seconds = new Intl.DateTimeFormat("en-GB", {
  timeZone: root.dataset.zone, hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
});

/** 14:27:05 in the platform's zone. */
export function exactClock(moment) {
  return seconds.format(new Date(moment));
}

/** 14:27 today, with the day before it at any other time. */
export function dayAndClock(moment) {
  const today = day(moment) === day(Date.now());
  return today ? clock(moment) : `${day(moment)} ${clock(moment)}`;
}

/** Whole seconds from now until `moment`; negative when it has passed. */
export function secondsUntil(moment, now = Date.now()) {
  return Math.round((new Date(moment).getTime() - now) / 1000);
}

/** 4:38, or 1:04:38. */
export function digits(total) {
  const left = Math.max(0, Math.floor(total));
  const [h, m, s] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
  const two = (n) => String(n).padStart(2, "0");
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** How long something has waited, in words that need no arithmetic. */
export function waited(total) {
  const left = Math.max(0, Math.floor(total));
  if (left < 60) return fill(ngettext("%(n)s second", "%(n)s seconds", left), { n: left });
  const [minutes, s] = [Math.floor(left / 60), left % 60];
  if (minutes < 10) return fill(gettext("%(m)s min %(s)s s"), { m: minutes, s });
  if (minutes < 60) return fill(ngettext("%(n)s minute", "%(n)s minutes", minutes), { n: minutes });
  return fill(gettext("%(h)s h %(m)s min"), { h: Math.floor(minutes / 60), m: minutes % 60 });
}

/**
 * Runs `tell` now and at the start of every second while the page can be seen.
 * @param {() => void} tell
 */
export function everySecond(tell) {
  let timer = 0;
  const again = () => {
    clearTimeout(timer);
    if (document.hidden) return;
    tell();
    timer = setTimeout(again, 1000 - (Date.now() % 1000));
  };
  document.addEventListener("visibilitychange", again);
  again();
}

/**
 * The clock of a session: what is left while it runs, how far beyond, or when it starts or ended.
 * @param {object} session the session part of the folded state
 * @returns {{label: string, value: string, late: boolean}}
 */
export function sessionClock(session) {
  const { state, starts_at: starts, ends_at: ends, ended_at: ended } = session;
  if (state === "live" || state === "paused") return running(ends, session.opened_at);
  if (ended) return { label: pgettext("clock", "Ended"), value: dayAndClock(ended), late: false };
  if (state === "cancelled" || !starts) return { label: "", value: "", late: false };
  const left = secondsUntil(starts);
  if (left > 0 && left < 86_400) return { label: pgettext("clock", "Starts in"), value: digits(left), late: false };
  return { label: pgettext("clock", "Starts"), value: dayAndClock(starts), late: left <= 0 };
}

function running(ends, opened) {
  if (!ends) return { label: pgettext("clock", "Running"), value: digits(-secondsUntil(opened)), late: false };
  const left = secondsUntil(ends);
  return left >= 0
    ? { label: pgettext("clock", "Left"), value: digits(left), late: false }
    : { label: pgettext("clock", "Over by"), value: digits(-left), late: true };
}
