// Correcting what was said: visibly, with a reason, the earlier wording kept.

import { $, clock } from "../dom.js";
import { openDialog } from "./dialogs.js";
import { put, show } from "./list.js";
import { fill, speakerName } from "./words.js";

/** What an entry of the transcript reads now: its last correction, or as it was said. */
export function wording(entry) {
  return entry.corrections.at(-1) ?? entry;
}

/**
 * Asks for the corrected wording of an entry and sends it. Whoever is writing when somebody else
 * corrects the same entry is told, and keeps the words.
 * @param {object} entry of the transcript
 * @param {object} live
 * @param {import("./drafts.js").Kept} kept
 * @returns {Promise<boolean>} whether it was corrected
 */
export async function correct(entry, live, kept) {
  const purpose = `correct ${entry.seq}`;
  let shown = entry;
  let sending = false;
  let look = () => {};
  const done = openDialog("t-correct", {
    fill: { who: speakerName(entry.speaker), said: wording(entry).text },
    ready(dialog) {
      const field = $("textarea", dialog);
      field.value = kept.get(purpose) || wording(entry).text;
      field.addEventListener("input", () => kept.set(purpose, field.value));
      look = () => {
        const now = live.state.entries.find(({ seq }) => seq === entry.seq);
        if (sending || !now || now.corrections.length === shown.corrections.length) return;
        if (field.value === wording(shown).text) field.value = wording(now).text;
        shown = now;
        tellOfOther(dialog, now);
      };
      live.addEventListener("change", look);
    },
    async submit({ text, reason }) {
      sending = true;
      try {
        await live.act({ do: "correct", target: entry.seq, text: text.trim(), reason: reason.trim(), seen: shown.corrections.length });
      } catch (error) {
        sending = false;
        look();
        throw error;
      }
      kept.drop(purpose);
    },
  });
  try {
    return await done;
  } finally {
    live.removeEventListener("change", look);
  }
}

function tellOfOther(dialog, entry) {
  const { at, reason } = entry.corrections.at(-1);
  put($("[data-slot=said]", dialog), wording(entry).text);
  put($("[data-meanwhile]", dialog), fill(gettext("Somebody else corrected this at %(time)s (%(reason)s). Above is how it reads now; what you wrote is kept."), { time: clock(at), reason }));
  show($("[data-meanwhile]", dialog), true);
}
