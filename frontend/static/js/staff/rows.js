// The rows of the desk as this page knows them: in order, one of them open, some decided already
// though the server has not confirmed it.

import { FILTERS, isMine, isOldestFirst } from "./filters.js";

/** Rows of one filter. Emits "change". */
export class Rows extends EventTarget {
  /** The numbers listed, in order. */
  order = [];
  /** The number of the open row, or null. */
  selected = null;
  #known = new Map();
  #assumed = new Set();
  #filter = "held";

  /** The row of that number as it was last seen, or undefined. */
  get(number) {
    return this.#known.get(number);
  }

  /** How many rows here wait and are leased to whoever is looking. */
  get own() {
    return [...this.#known.values()].filter(isMine).length;
  }

  /** True while any decision waits for the server. */
  get isUnsure() {
    return this.#assumed.size > 0;
  }

  /** Begins a list anew. */
  begin(filter) {
    this.#filter = filter;
    this.order = [];
  }

  /** Adds rows at the end of the list. */
  append(rows) {
    for (const row of rows) {
      if (!this.#assumed.has(row.number)) this.#known.set(row.number, row);
      const fits = this.#fits(this.get(row.number));
      if (fits && !this.order.includes(row.number)) this.order.push(row.number);
    }
  }

  /** Takes one fresh row; `listed`: it takes its place in the list if it belongs there. */
  accept(row, { listed }) {
    if (this.#assumed.has(row.number)) return;
    this.#known.set(row.number, row);
    const belongs = this.#fits(row);
    // What lies open stays where it is until one leaves it.
    if (!belongs && row.number !== this.selected) this.#remove(row.number);
    if (belongs && listed && !this.order.includes(row.number)) this.#insert(row.number);
    this.#changed();
  }

  /**
   * Shows a decision before the server has confirmed it.
   * @returns {{settle: () => void, undo: () => void}} what to call when the answer is there
   */
  assume(number, changes) {
    const before = this.get(number);
    const index = this.order.indexOf(number);
    this.#assumed.add(number);
    this.#known.set(number, { ...before, ...changes });
    if (!this.#fits(this.get(number))) this.#remove(number);
    this.#changed();
    const settle = () => this.#assumed.delete(number);
    const undo = () => {
      settle();
      this.#known.set(number, before);
      if (index >= 0 && !this.order.includes(number)) this.order.splice(Math.min(index, this.order.length), 0, number);
      this.#changed();
    };
    return { settle, undo };
  }

  /** True while a decision on this question waits for the server. */
  isAssumed(number) {
    return this.#assumed.has(number);
  }

  /** Opens a row; the one left behind goes, if it no longer belongs to the list. */
  select(number) {
    const left = this.get(this.selected);
    this.selected = number;
    if (left && left.number !== number && !this.#fits(left)) this.#remove(left.number);
    this.#changed();
  }

  /** The number `step` places away from the open one, or the nearest end; null if empty. */
  neighbour(step) {
    if (!this.order.length) return null;
    const here = this.order.indexOf(this.selected);
    if (here < 0) return this.order[step > 0 ? 0 : this.order.length - 1];
    return this.order[Math.min(Math.max(here + step, 0), this.order.length - 1)];
  }

  /** The first held question nobody works on, beginning at `index` and going round. */
  nextFree(index = 0) {
    const round = [...this.order.slice(index), ...this.order.slice(0, index)];
    return round.find((number) => {
      const row = this.get(number);
      return row.state === "held" && !row.claim && !this.#assumed.has(number);
    }) ?? null;
  }

  #fits(row) {
    return FILTERS[this.#filter].fits(row);
  }

  #insert(number) {
    const first = isOldestFirst(this.#filter) ? 1 : -1;
    this.order = [...this.order, number].sort((a, b) => first * (a - b));
  }

  #remove(number) {
    this.order = this.order.filter((other) => other !== number);
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
