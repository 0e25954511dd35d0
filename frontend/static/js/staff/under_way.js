// A press is felt at once: its buttons say that it is under way, and pressing again does nothing.

import { $$ } from "../dom.js";

// Sooner than this nobody wonders whether the press was noticed.
export const WONDERING_MS = 600;

/** What was pressed and is not answered yet. Emits "change" when there is something to say of it. */
class UnderWay extends EventTarget {
  #names = new Map();

  /** Whether anything has been under way for so long that one wonders. */
  get isLong() {
    return [...this.#names.values()].some((since) => Date.now() - since >= WONDERING_MS);
  }

  /**
   * Runs what a press starts, once at a time for each `name`; the buttons with that `data-do`
   * and the one that was pressed are busy meanwhile.
   * @param {string} name
   * @param {() => Promise<unknown>} run
   * @param {HTMLElement | null} pressed
   * @returns {Promise<unknown>} what `run` resolves to; undefined for a press that did nothing
   */
  async once(name, run, pressed = null) {
    if (this.#names.has(name)) return undefined;
    this.#names.set(name, Date.now());
    const timer = setTimeout(() => this.#changed(), WONDERING_MS);
    const buttons = [...$$(`[data-do="${name}"]`), ...(pressed ? [pressed] : [])];
    for (const button of buttons) button.setAttribute("aria-busy", "true");
    try {
      return await run();
    } finally {
      for (const button of buttons) button.removeAttribute("aria-busy");
      clearTimeout(timer);
      this.#names.delete(name);
      this.#changed();
    }
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

export const underWay = new UnderWay();
