// The end of a session: what is still open, and what the host says in closing.

import { $, el } from "../dom.js";
import { openDialog } from "./dialogs.js";
import { answered, tally } from "./waiting.js";
import { fill } from "./words.js";

const PURPOSE = "closing words";

/**
 * Shows what is still open, asks for the closing words, and ends the session.
 * @param {{live: object, kept: import("./drafts.js").Kept, held: number}} how `held`: how many
 *   questions still wait for review
 * @returns {Promise<boolean>} whether it was ended
 */
export function end({ live, kept, held }) {
  return openDialog("t-end", {
    fill: { lines: lines(live, held) },
    ready(dialog) {
      const field = $("textarea", dialog);
      field.value = kept.get(PURPOSE);
      field.addEventListener("input", () => kept.set(PURPOSE, field.value));
    },
    async submit({ summary }) {
      await live.act({ do: "end", summary: summary.trim() });
      kept.drop(PURPOSE);
    },
  });
}

function lines(live, held) {
  const list = document.createDocumentFragment();
  list.append(...words(live, held).filter(Boolean).map((line) => el("li", {}, line)));
  return list;
}

function words(live, held) {
  const { questions, promises, polls } = live.state;
  const { waiting } = tally(live);
  const done = answered(live).length;
  const handed = Object.values(questions).filter(({ unit, state }) => unit && state === "published").length;
  const promised = Object.keys(promises).length;
  const poll = Object.values(polls).find(({ open }) => open);
  return [
    fill(ngettext("%(n)s question has an answer.", "%(n)s questions have an answer.", done), { n: done }),
    waiting
      ? fill(ngettext("%(n)s public question without an answer becomes a case and is followed until there is a reply.", "%(n)s public questions without an answer become cases and are followed until there is a reply.", waiting), { n: waiting })
      : gettext("Every public question has an answer."),
    handed ? fill(ngettext("%(n)s of them was handed to a department.", "%(n)s of them were handed to departments.", handed), { n: handed }) : "",
    promised ? fill(ngettext("%(n)s promise is followed until it is kept.", "%(n)s promises are followed until they are kept.", promised), { n: promised }) : "",
    held ? fill(ngettext("%(n)s question is still under review; it can be decided afterwards.", "%(n)s questions are still under review; they can be decided afterwards.", held), { n: held }) : "",
    poll ? fill(gettext("The poll “%(question)s” is still open; it is closed and counted with the end."), { question: poll.question }) : "",
  ];
}
