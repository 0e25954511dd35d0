// A pasted text becomes speeches: taken apart by the server, checked by a person, sent in order.

import { $, announce } from "../dom.js";
import { openDialog } from "./dialogs.js";
import { PasteList } from "./paste_list.js";
import { fill } from "./words.js";

const PURPOSE = "paste";
// More than this nobody checks at one sitting.
const MOST = 500;

/**
 * Asks for a text, shows what was understood, and puts it on its way.
 * @param {{api: (path: string, options?: object) => Promise<any>, kept: import("./drafts.js").Kept,
 *   sending: import("./sending.js").Sending, speakers: {key: string, name: string}[]}} how
 */
export async function paste({ api, kept, sending, speakers }) {
  let paragraphs = [];
  const read = await openDialog("t-paste", {
    ready(dialog) {
      const field = $("textarea", dialog);
      field.value = kept.get(PURPOSE);
      field.addEventListener("input", () => kept.set(PURPOSE, field.value));
    },
    async submit({ text }) {
      paragraphs = await api("/parse", { method: "POST", body: { text } });
      if (!paragraphs.length) throw new Error(gettext("There is nothing in it yet. Please paste a text."));
      if (paragraphs.length > MOST) throw new Error(fill(gettext("These are %(n)s speeches; %(most)s at once are possible. Please paste a part of it."), { n: paragraphs.length, most: MOST }));
    },
  });
  if (read) await check(paragraphs, { kept, sending, speakers });
}

function check(paragraphs, { kept, sending, speakers }) {
  let list = null;
  return openDialog("t-paste-check", {
    ready(dialog) { list = new PasteList($("[data-pasted]", dialog), paragraphs, speakers); },
    async submit() {
      const acts = list.acts();
      sending.addAll(acts);
      kept.drop(PURPOSE);
      announce(fill(ngettext("%(n)s speech is on its way.", "%(n)s speeches are on their way.", acts.length), { n: acts.length }));
    },
  });
}
