// The desk's figures: what the server told last, but one's own claims as this page knows them.

/** Counters of the desk. */
export class Counters {
  #rows;
  #told = null;
  #at = Date.now();
  // One's own claims that this page has no row of: of another window, or far down a long list.
  #elsewhere = 0;

  /** @param {import("./rows.js").Rows} rows */
  constructor(rows) {
    this.#rows = rows;
  }

  /** By name; there are none until the server has told them. */
  get figures() {
    return this.#told ? { ...this.#told, mine: this.#rows.own + this.#elsewhere } : {};
  }

  /** How long the oldest one has waited by now, in seconds; null when none waits. */
  get oldest() {
    const told = this.#told?.oldest_seconds ?? null;
    return told === null ? null : told + (Date.now() - this.#at) / 1000;
  }

  /** Takes what came with a list, whose rows are known already. */
  take(counters) {
    this.hear(counters);
    // The server may count a question that was decided here a moment ago.
    if (!this.#rows.isUnsure) this.#elsewhere = Math.max(counters.mine - this.#rows.own, 0);
  }

  /** Takes what was pushed: the same for everyone at the desk, so nobody's own claims. */
  hear(counters) {
    this.#told = { ...this.#told, ...counters };
    this.#at = Date.now();
  }
}
