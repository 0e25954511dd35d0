// Correcting what was said: visibly, with a reason, the earlier wording kept.

import { $ } from "../dom.js";
import { openDialog } from "./dialogs.js";
import { speakerName } from "./words.js";

/** What an entry of the transcript reads now: its last correction, or as it was said. */
export function wording(entry) {
  return entry.corrections.at(-1) ?? entry;
}

/**
 * Asks for the corrected wording of an entry and sends it.
 * @param {object} entry of the transcript
 * @param {{act: (act: object) => Promise<unknown>}} live
 * @param {import("./drafts.js").Kept} kept
 * @returns {Promise<boolean>} whether it was corrected
 */
export async function correct(entry, live, kept) {
  const purpose = `correct ${entry.seq}`;
  const now = wording(entry).text;
  return openDialog("t-correct", {
    fill: { who: speakerName(entry.speaker), said: now },
    ready(dialog) {
      const field = $("textarea", dialog);
      field.value = kept.get(purpose) || now;
      field.addEventListener("input", () => kept.set(purpose, field.value));
    },
    async submit({ text, reason }) {
      await live.act({ do: "correct", target: entry.seq, text: text.trim(), reason: reason.trim() });
      kept.drop(purpose);
    },
  });
}
