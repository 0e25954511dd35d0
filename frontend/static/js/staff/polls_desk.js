// The words of an open word cloud at the moderator's desk: a list that folds away.

import { $, count } from "../dom.js";
import { show, write } from "../live/patch.js";
import { Polls } from "./polls_store.js";
import { Words } from "./polls_words.js";

/** Shows the words of the poll that is open, while it is a word cloud. */
export function bindWords(live, api) {
  const polls = new Polls(live, api);
  const place = $("[data-desk-words]");
  const list = new Words($("[data-poll-words]", place), { live, polls });
  const paint = () => {
    const { open, held } = polls;
    show(place, open?.form === "words");
    write($("[data-desk-words-count]", place), held.length ? count(held.length) : "");
    write($("[data-desk-words-question]", place), open?.question ?? "");
    list.paint();
  };
  polls.addEventListener("change", paint);
  polls.load();
}
