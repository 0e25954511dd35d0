// The words of a word cloud that was counted: each can be taken out of its results.

import { $, announce, count, delegate } from "../dom.js";
import { clone, patch, show, slots, words as fill, write } from "../live/patch.js";
import { openDialog } from "./dialogs.js";

/** Lets the words in lists below `root` be taken back. */
export function bindCounted(root, polls) {
  delegate(root, "click", "[data-word-gone]", (event, button) => ask(button.closest("li"), polls));
}

/** Fills a list with the words in the results of a counted cloud; hides it for any other poll. */
export function paintCounted(list, poll, live) {
  const counted = poll?.form === "words" ? live.state.polls[poll.number] : null;
  const given = counted && !counted.open ? counted.options.map((text, place) => ({ text, votes: counted.votes[place] })) : [];
  const may = ["host", "moderate"].some((right) => live.rights.includes(right));
  const words = may ? given.filter(({ text }) => text) : [];
  show(list, words.length > 0);
  list.dataset.poll = poll?.number ?? "";
  patch(list, words, {
    key: ({ text }) => text,
    make: () => clone("t-counted-word"),
    fill(node, { text, votes }) {
      write(slots(node)["word-text"], text);
      write(slots(node)["word-votes"], fill(ngettext("%(shown)s person", "%(shown)s people", votes), { shown: count(votes) }));
    },
  });
}

async function ask(item, polls) {
  const list = item.closest("ol");
  const next = item.nextElementSibling ?? item.previousElementSibling;
  const word = item.dataset.key;
  const done = await openDialog("t-word-gone", {
    fill: { word },
    submit: () => polls.act({ do: "take_back_word", poll: Number(list.dataset.poll), word }),
  });
  if (!done) return;
  announce(gettext("The word was taken back."));
  (next?.isConnected ? $("button", next) : list.parentElement.querySelector("summary"))?.focus();
}
