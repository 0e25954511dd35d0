// The transcript beside the stage: what is on record, what is on its way to it.

import { $, delegate, fromTemplate } from "../dom.js";
import { patchList, put, show, slot } from "./list.js";
import { paintEntry } from "./record_entry.js";
import { fill } from "./words.js";

// Within this many pixels of its end, the transcript goes on by itself.
const NEAR_END = 80;

/** The right column of the host's desk. */
export class Record {
  #root;
  #live;
  #sending;
  #seen = 0;
  #how;

  /**
   * @param {HTMLElement} root
   * @param {{live: object, sending: import("./sending.js").Sending, correct: (entry: object) => void,
   *   takeDown: (number: number) => void, restore: (act: object) => void}} how
   */
  constructor(root, { live, sending, ...how }) {
    this.#root = root;
    this.#live = live;
    this.#sending = sending;
    this.#how = how;
    delegate(root, "click", "[data-correct]", (event, button) => how.correct(this.#entry(button)));
    delegate(root, "click", "[data-drop]", (event, button) => how.takeDown(Number(button.dataset.drop)));
    delegate(root, "click", "[data-send-all]", () => sending.retryAll());
    delegate(root, "click", "[data-unsent]", (event, button) => this.#unsent(button));
    root.addEventListener("scroll", () => this.#reached(), { passive: true });
    requestAnimationFrame(() => this.toEnd());
  }

  /** Draws the transcript; what one is reading stays where it is. */
  paint() {
    const { entries } = this.#live.state;
    const atEnd = this.#atEnd;
    patchList($("[data-record]", this.#root), entries, {
      key: (entry) => entry.seq,
      make: () => fromTemplate("t-entry"),
      paint: (node, entry) => paintEntry(node, entry, this.#live, this.#may),
    });
    patchList($("[data-unsent-list]", this.#root), this.#sending.items, {
      key: ({ ref }) => ref,
      make: () => fromTemplate("t-unsent"),
      paint: (node, item) => this.#paintUnsent(node, item),
    });
    this.#paintWay();
    show($("[data-record-none]", this.#root), entries.length + this.#sending.items.length === 0);
    if (atEnd) this.toEnd();
    this.#paintNews();
  }

  /** Opens the correction of what was put on record last. */
  correctLast() {
    const last = this.#live.state.entries.findLast(({ type }) => type === "answer" || type === "speech");
    if (last) this.#how.correct(last);
  }

  // Many at once (a pasted text) are told as a number, and sent again with one button.
  #paintWay() {
    const place = $("[data-unsent-way]", this.#root);
    const { items } = this.#sending;
    const failed = items.filter(({ status }) => status === "failed").length;
    show(place, items.length > 1);
    put($("[data-unsent-count]", place), fill(ngettext("%(n)s entry on its way", "%(n)s entries on their way", items.length - failed), { n: items.length - failed }));
    show($("[data-send-all]", place), failed > 1);
  }

  /** Goes to the latest. */
  toEnd() {
    this.#root.scrollTop = this.#root.scrollHeight;
    this.#reached();
  }

  get #atEnd() {
    return this.#root.scrollHeight - this.#root.scrollTop - this.#root.clientHeight < NEAR_END;
  }

  #reached() {
    if (!this.#atEnd) return;
    this.#seen = this.#live.state.entries.length;
    this.#paintNews();
  }

  #paintNews() {
    const news = this.#live.state.entries.length - this.#seen;
    const button = $("[data-do=latest]", this.#root);
    put(button, fill(ngettext("%(n)s new entry", "%(n)s new entries", news), { n: news }));
    show(button, news > 0 && !this.#atEnd);
  }

  // Who may correct and take down decides the server; these only show the way.
  get #may() {
    const { rights } = this.#live;
    return { correct: rights.includes("host") || rights.includes("transcribe"), takeDown: rights.includes("host") };
  }

  #paintUnsent(node, { act, status, error }) {
    put(slot(node, "who"), this.#how.nameOf(act.speaker));
    put(slot(node, "status"), status === "sending" ? gettext("Sending…") : status === "waiting" ? fill(gettext("Kept here, sent as soon as possible: %(why)s"), { why: error }) : fill(gettext("Not on record: %(why)s"), { why: error }));
    node.classList.toggle("failed", status === "failed");
    show($(".said-acts", node), status === "failed");
    put(slot(node, "text"), act.text);
  }

  #unsent(button) {
    const ref = button.closest("[data-key]").dataset.key;
    if (button.dataset.unsent === "retry") return this.#sending.retry(ref);
    this.#how.restore(this.#sending.takeBack(ref));
  }

  #entry(button) {
    return this.#live.state.entries.find(({ seq }) => seq === Number(button.dataset.correct));
  }
}
