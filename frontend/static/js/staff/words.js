// Words for states, numbers and spans of time, said the same way on every staff page.

/** Fills `%(name)s` places of a translated text. */
export function fill(text, values) {
  return interpolate(text, values, true);
}

/** "No. 37" */
export function numbered(number) {
  return fill(gettext("No. %(number)s"), { number });
}

/** The word for a session's state. */
export function sessionWord(state) {
  return {
    draft: pgettext("session", "In preparation"),
    announced: pgettext("session", "Announced"),
    collecting: pgettext("session", "Taking questions"),
    live: pgettext("session", "Live"),
    paused: pgettext("session", "Paused"),
    ended: pgettext("session", "Ended"),
    archived: pgettext("session", "Archived"),
    cancelled: pgettext("session", "Cancelled"),
  }[state] ?? state;
}

/** The word for a question's state (see `stateNow`), as staff say it. */
export function questionWord(state) {
  return {
    held: pgettext("question", "Waiting for review"),
    published: pgettext("question", "Public"),
    taken_up: pgettext("question", "Being answered"),
    answered: pgettext("question", "Answered"),
    declined: pgettext("question", "Not published"),
    withdrawn: pgettext("question", "Withdrawn"),
    taken_down: pgettext("question", "Taken down"),
    handed_over: pgettext("question", "Now a case"),
    on_hold: gettext("On hold"),
  }[state] ?? state;
}

const TONES = {
  live: "live", paused: "warn", collecting: "act",
  held: "warn", published: "act", taken_up: "seal", on_hold: "warn", answered: "good", handed_over: "act",
};

/** The chip's class for a state of a session or question. */
export function tone(state) {
  return `chip ${TONES[state] ?? ""}`.trim();
}

/** "1,204 support this" */
export function supporters(total) {
  return fill(ngettext("%(n)s supporter", "%(n)s supporters", total), { n: total.toLocaleString("en-US") });
}

/** Who speaks: a name, or the word for the host. */
export function speakerName(speaker) {
  return speaker?.name || gettext("Host");
}
