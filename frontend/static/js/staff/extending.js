// Going on longer: by how much, and what the new end will be.

import { $, clock } from "../dom.js";
import { openDialog } from "./dialogs.js";
import { put } from "./list.js";
import { fill } from "./words.js";

/**
 * Asks by how much the session goes on longer, and lets it.
 * @param {object} live
 * @returns {Promise<boolean>} whether it was extended
 */
export function extend(live) {
  return openDialog("t-extend", {
    ready(dialog) {
      const paint = () => paintEnd(dialog, live);
      dialog.addEventListener("input", paint);
      // Whoever writes a number means it.
      $("[name=other]", dialog).addEventListener("input", () => { $("[value=other]", dialog).checked = true; paint(); });
      paint();
    },
    submit: ({ note }, dialog) => live.act({ do: "extend", minutes: minutesOf(dialog), note: note.trim() }),
  });
}

function minutesOf(dialog) {
  const { value } = $("[name=minutes]:checked", dialog);
  return Number(value === "other" ? $("[name=other]", dialog).value : value);
}

function paintEnd(dialog, live) {
  const minutes = minutesOf(dialog);
  const now = new Date(live.state.session.ends_at).getTime();
  $("[name=other]", dialog).required = $("[value=other]", dialog).checked;
  put($("[data-new-end]", dialog), minutes
    ? fill(gettext("It ends at %(then)s instead of %(now)s."), { now: clock(now), then: clock(now + minutes * 60_000) })
    : fill(gettext("It ends at %(now)s."), { now: clock(now) }));
}
