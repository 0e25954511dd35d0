// The desk's queue: pages of rows by keyset, and changes by push.

import { Counters } from "./counters.js";
import { FILTERS } from "./filters.js";
import { Rows } from "./rows.js";

const PAGE = 50;
// More single changes than this at once are cheaper as one fresh list.
const MOST_SINGLE = 6;
const LONGEST_LIST = 200;
const SETTLE_MS = 250;

/**
 * Keeps the rows of one filter true to the server. Emits "change" (rows, counters or status).
 * `status`: "loading", "ready", "more" (the next page is under way), "error".
 */
export class Queue extends EventTarget {
  rows = new Rows();
  counters = new Counters(this.rows);
  filter = "held";
  words = "";
  status = "loading";
  error = null;
  #next = null;
  #api;
  #turn = 0;
  #touched = new Set();
  #settling = 0;

  /** @param {(path: string, options?: object) => Promise<any>} api of the session: "/desk/…" */
  constructor(api) {
    super();
    this.#api = api;
    this.rows.addEventListener("change", () => this.#changed());
  }

  /** Shows another filter or other search words, from the start. */
  async open({ filter = this.filter, words = this.words } = {}) {
    this.filter = filter;
    this.words = words;
    this.rows.begin(filter);
    this.status = "loading";
    this.#changed();
    await this.reload();
  }

  /** Loads the list again, as long as it is now, and keeps what is on screen until it is there. */
  async reload() {
    if (this.status === "more") return;
    const turn = ++this.#turn;
    const limit = Math.min(Math.max(PAGE, this.rows.order.length), LONGEST_LIST);
    try {
      const page = await this.#page({ limit });
      if (turn !== this.#turn) return;
      this.rows.begin(this.filter);
      this.#take(page);
      this.status = "ready";
    } catch (error) {
      if (turn !== this.#turn) return;
      this.error = error;
      this.status = "error";
    }
    this.#changed();
  }

  /** True when the server has rows after the last one. */
  get hasMore() {
    return this.#next !== null;
  }

  /** Loads the next page, if there is one. */
  async more() {
    if (!this.hasMore || this.status === "more") return;
    const turn = this.#turn;
    this.status = "more";
    this.#changed();
    try {
      const page = await this.#page({ limit: PAGE, after: this.#next });
      if (turn === this.#turn) this.#take(page);
    } finally {
      if (turn === this.#turn) this.status = "ready";
      this.#changed();
    }
  }

  /** Notes rows that changed on the server; they are read again in a moment, together. */
  touch(numbers, counters) {
    if (counters) this.counters.hear(counters);
    for (const number of numbers) this.#touched.add(number);
    this.#changed();
    this.#settling ||= setTimeout(() => this.#settle(), SETTLE_MS);
  }

  /** Reads one row with its history. */
  async read(number) {
    const row = await this.#api(`/desk/questions/${number}`);
    this.accept(row);
    return row;
  }

  /** Takes a row that the server sent. */
  accept(row) {
    // Only a list that is all there says where a row belongs.
    this.rows.accept(row, { listed: this.status === "ready" && !this.words && !this.hasMore });
  }

  #page(query) {
    const wanted = { ...FILTERS[this.filter].query, q: this.words, ...query };
    const given = Object.entries(wanted).filter(([, value]) => value !== "" && value !== null);
    return this.#api(`/desk/queue?${new URLSearchParams(given)}`);
  }

  #take(page) {
    this.rows.append(page.rows);
    this.counters.take(page.counters);
    this.#next = page.next;
  }

  async #settle() {
    const listed = new Set([...this.rows.order, this.rows.selected]);
    // Without a next page the list is complete, so unknown numbers may belong to it.
    const numbers = [...this.#touched].filter((number) => listed.has(number) || !this.hasMore);
    this.#touched.clear();
    this.#settling = 0;
    if (numbers.length > MOST_SINGLE || (this.words && numbers.length)) await this.reload();
    else await Promise.allSettled(numbers.map((number) => this.read(number)));
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
