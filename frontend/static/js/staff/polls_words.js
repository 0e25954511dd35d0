// The words of a word cloud: each is let through or declined, by button or by key, and taken back.

import { $, $$, count, delegate, toast } from "../dom.js";
import { clone, patch, show, slots, words as fill, write } from "../live/patch.js";

/** The list of words that wait, and of those that were decided. */
export class Words {
  #root;
  #live;
  #polls;

  /**
   * @param {HTMLElement} root
   * @param {{live: object, polls: import("./polls_store.js").Polls}} how
   */
  constructor(root, { live, polls }) {
    this.#root = root;
    this.#live = live;
    this.#polls = polls;
    delegate(root, "click", "[data-word-show]", (event, button) => this.#decide(button.closest("li"), button.dataset.wordShow === "yes"));
    root.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Draws the words of the poll that is open, if it is a word cloud. */
  paint() {
    const { open, held } = this.#polls;
    const cloud = open?.form === "words";
    show(this.#root, cloud);
    if (!cloud) return;
    const decided = open.words.filter(({ shown }) => shown !== null);
    this.#list("[data-words-held]", held);
    this.#list("[data-words-decided]", decided);
    show($("[data-words-none]", this.#root), !held.length);
    show($("[data-words-keys]", this.#root), held.length > 0 && this.#may);
    show($("[data-words-more]", this.#root), decided.length > 0);
  }

  get #may() {
    return ["host", "moderate"].some((right) => this.#live.rights.includes(right));
  }

  #list(selector, items) {
    patch($(selector, this.#root), items, {
      key: ({ text }) => text,
      make: () => clone("t-poll-word"),
      fill: (node, word) => this.#fill(slots(node), word),
    });
  }

  #fill(part, { text, votes, shown }) {
    write(part["word-text"], text);
    write(part["word-votes"], fill(ngettext("%(shown)s person", "%(shown)s people", votes), { shown: count(votes) }));
    write(part["word-state"], { true: gettext("Shown"), false: gettext("Not let through") }[shown] ?? "");
    write(part["word-no"], shown === true ? gettext("Take back") : pgettext("word", "Decline"));
    show(part["word-acts"], this.#may);
    show(part["word-yes"].parentElement, shown !== true);
    show(part["word-no"].parentElement, shown !== false);
  }

  #key(event) {
    const item = event.target.closest("[data-words-held] > li");
    const shown = { a: true, d: false }[event.key.toLowerCase()];
    if (!item || shown === undefined || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    // Not also a key of the desk behind it.
    event.preventDefault();
    event.stopPropagation();
    this.#decide(item, shown);
  }

  async #decide(item, shown) {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    try {
      await this.#polls.act({ do: "show_word", poll: this.#polls.open.number, word: item.dataset.key, shown });
    } catch (error) {
      toast(error.message, { kind: "seal" });
      return;
    }
    // Whoever works down the list goes on with the next word.
    const button = next?.isConnected && $$("button", next).find((each) => each.offsetParent);
    (button || slots(this.#root)["words-title"]).focus();
  }
}
