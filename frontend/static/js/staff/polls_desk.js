// The words of a word cloud at the moderator's desk: a list that folds away.

import { $, count } from "../dom.js";
import { show, write } from "../live/patch.js";
import { bindCounted, paintCounted } from "./polls_counted.js";
import { Polls } from "./polls_store.js";
import { Words } from "./polls_words.js";

/** Shows the words of the word cloud that is open, else of the one that was counted last. */
export function bindWords(live, api) {
  const polls = new Polls(live, api);
  const place = $("[data-desk-words]");
  const list = new Words($("[data-poll-words]", place), { live, polls });
  bindCounted(place, polls);
  const paint = () => {
    const { open, held, closed } = polls;
    const waits = open?.form === "words";
    const counted = waits ? null : closed.find(({ form }) => form === "words");
    show(place, waits || Boolean(counted));
    write($("[data-desk-words-count]", place), held.length ? count(held.length) : "");
    write($("[data-desk-words-question]", place), (waits ? open : counted)?.question ?? "");
    list.paint();
    paintCounted($("[data-words-counted]", place), counted, live);
  };
  polls.addEventListener("change", paint);
  polls.load();
}
