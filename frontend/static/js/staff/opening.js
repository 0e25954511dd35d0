// Which question lies open, and how one gets from one to the next.

import { $ } from "../dom.js";
import { revealSelected } from "./queue_list.js";

// Moving through the list with J and K must not ask the server for every row passed.
const READ_DELAY_MS = 150;
// With fewer rows than this below the open one, the next page is fetched.
const LOW_WATER = 12;

/** The open question. Emits "left" when another one is opened, "failed" with an error. */
export class Opening extends EventTarget {
  /** History and the author's other questions, by number, as last read. */
  details = new Map();
  #root;
  #queue;
  #reading = 0;
  #started = false;

  /**
   * @param {HTMLElement} root of the page
   * @param {import("./queue.js").Queue} queue
   */
  constructor(root, queue) {
    super();
    this.#root = root;
    this.#queue = queue;
    window.addEventListener("popstate", () => this.#show(history.state?.item ? "item" : "list"));
    queue.addEventListener("change", () => this.#first());
  }

  /** The open row, or null. */
  get row() {
    return this.#queue.rows.get(this.#queue.rows.selected) ?? null;
  }

  /** True where one column is all there is room for. */
  get isNarrow() {
    return matchMedia("(max-width: 60em)").matches || document.documentElement.hasAttribute("data-elder");
  }

  /** True while the queue, not a question, fills a narrow screen. */
  get isInQueue() {
    return this.isNarrow && this.#root.dataset.view === "list";
  }

  /** Opens a question; `view` is what a narrow screen shows then. */
  open(number, { reveal = true, view = "item" } = {}) {
    if (number === null) return;
    if (number !== this.#queue.rows.selected) {
      this.dispatchEvent(new Event("left"));
      $("[data-work]", this.#root).scrollTop = 0;
    }
    this.#queue.rows.select(number);
    this.#show(view);
    this.read(number);
    if (reveal) requestAnimationFrame(() => revealSelected(this.#root));
    if (this.#queue.rows.order.length - this.#queue.rows.order.indexOf(number) < LOW_WATER) this.more();
  }

  /** Opens the neighbour `by` places away and puts the focus where arrows work too. */
  step(by) {
    const number = this.#queue.rows.neighbour(by);
    if (number === null) return;
    $("[data-rows]", this.#root).focus({ preventScroll: true });
    this.open(number, { view: this.#root.dataset.view });
  }

  /** Nothing is open any more. */
  close() {
    this.dispatchEvent(new Event("left"));
    this.#queue.rows.select(null);
    this.#show("list");
  }

  /** From the question back to the queue, as the browser's own button does. */
  back() {
    if (history.state?.item) history.back();
    else this.#show("list");
  }

  /** Loads more of the list. */
  more() {
    this.#queue.more().catch((error) => this.#fail(error));
  }

  /** Reads history and other questions of a row, in a moment. */
  read(number) {
    clearTimeout(this.#reading);
    this.#reading = setTimeout(() => this.#read(number), READ_DELAY_MS);
  }

  async #read(number) {
    try {
      const { history: steps, others } = await this.#queue.read(number);
      this.details.set(number, { history: steps, others });
      this.#queue.dispatchEvent(new Event("change"));
    } catch (error) {
      // The row itself is on screen; only its history is missing.
      if (number === this.#queue.rows.selected && !this.#queue.rows.isAssumed(number)) this.#fail(error);
    }
  }

  // On a phone the question takes the page; the browser's own "back" leads to the queue.
  #show(view) {
    if (this.#root.dataset.view === view) return;
    this.#root.dataset.view = view;
    if (view === "item" && !history.state?.item) history.pushState({ item: true }, "");
    if (this.isNarrow) window.scrollTo(0, 0);
  }

  // Where there is room for it, the first question lies open from the start.
  #first() {
    if (!this.#queue.rows.order.length || this.#queue.rows.selected !== null || this.#started) return;
    this.#started = true;
    if (!this.isNarrow) this.open(this.#queue.rows.order[0], { view: "list" });
  }

  #fail(error) {
    this.dispatchEvent(new CustomEvent("failed", { detail: error }));
  }
}
