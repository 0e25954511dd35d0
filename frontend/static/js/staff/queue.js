// The desk's queue as data: pages of rows by keyset, changes by push, decisions assumed at once.

const PAGE = 50;
// More single changes than this at once are cheaper as one fresh list.
const MOST_SINGLE = 6;
const LONGEST_LIST = 200;
const SETTLE_MS = 250;
// Pushed counters say how much there is, not how old it is; that is asked for this seldom.
const RECOUNT_MS = 5_000;
const DECIDED = new Set(["declined", "withdrawn"]);

/** What each filter asks of the server, and which rows belong to it. */
export const FILTERS = {
  held: { query: { state: "held" }, fits: (row) => row.state === "held" },
  flagged: { query: { state: "held", flagged: "1" }, fits: (row) => row.state === "held" && row.findings.length > 0 },
  mine: { query: { state: "mine" }, fits: (row) => row.state === "held" && Boolean(row.claim?.mine) },
  published: { query: { state: "published" }, fits: (row) => row.state !== "held" && !DECIDED.has(row.state) },
  declined: { query: { state: "declined" }, fits: (row) => row.state === "declined" },
  all: { query: { state: "all" }, fits: () => true },
};

/** Rows of one filter. Emits "change" (rows, counters or status) and "row" (one row is fresh). */
export class Queue extends EventTarget {
  rows = new Map();
  order = [];
  counters = {};
  countedAt = Date.now();
  filter = "held";
  words = "";
  status = "loading";
  error = null;
  selected = null;
  #next = null;
  #api;
  #turn = 0;
  #touched = new Set();
  #settling = 0;
  #recounting = 0;
  #assumed = new Set();

  /** @param {(path: string, options?: object) => Promise<any>} api of the session: "/desk/…" */
  constructor(api) {
    super();
    this.#api = api;
  }

  /** Shows another filter or other search words, from the start. */
  async open({ filter = this.filter, words = this.words } = {}) {
    this.filter = filter;
    this.words = words;
    this.order = [];
    this.status = "loading";
    this.#changed();
    await this.reload();
  }

  /** Loads the list again, as long as it is now, and keeps what is on screen until it is there. */
  async reload() {
    if (this.status === "more") return;
    const turn = ++this.#turn;
    const limit = Math.min(Math.max(PAGE, this.order.length), LONGEST_LIST);
    try {
      const page = await this.#page({ limit });
      if (turn !== this.#turn) return;
      this.order = [];
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
    if (counters) this.counters = { ...this.counters, ...counters };
    this.#recounting ||= setTimeout(() => this.#recount(), RECOUNT_MS);
    for (const number of numbers) this.#touched.add(number);
    this.#changed();
    if (!this.#settling) this.#settling = setTimeout(() => this.#settle(), SETTLE_MS);
  }

  /** Reads one row with its history. */
  async read(number) {
    const row = await this.#api(`/desk/questions/${number}`);
    this.accept(row);
    return row;
  }

  /** Takes a row that the server sent. */
  accept(row) {
    if (this.#assumed.has(row.number)) return;
    this.rows.set(row.number, row);
    this.#place(row);
    this.dispatchEvent(new CustomEvent("row", { detail: row.number }));
    this.#changed();
  }

  /**
   * Shows a decision before the server has confirmed it.
   * @returns {{settle: () => void, undo: () => void}} what to call when the answer is there
   */
  assume(number, changes) {
    const before = this.rows.get(number);
    const index = this.order.indexOf(number);
    this.#assumed.add(number);
    this.rows.set(number, { ...before, ...changes });
    if (!this.#fits(this.rows.get(number))) this.order = this.order.filter((other) => other !== number);
    this.#changed();
    const settle = () => this.#assumed.delete(number);
    const undo = () => {
      settle();
      this.rows.set(number, before);
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
    const left = this.rows.get(this.selected);
    this.selected = number;
    if (left && left.number !== number && !this.#fits(left)) {
      this.order = this.order.filter((other) => other !== left.number);
    }
    this.#changed();
  }

  /** The number `step` places away from the selected one, or the nearest end; null if empty. */
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
      const row = this.rows.get(number);
      return row.state === "held" && !row.claim && !this.#assumed.has(number);
    }) ?? null;
  }

  #page(query) {
    const wanted = { ...FILTERS[this.filter].query, q: this.words, ...query };
    const given = Object.entries(wanted).filter(([, value]) => value !== "" && value !== null);
    return this.#api(`/desk/queue?${new URLSearchParams(given)}`);
  }

  #take(page) {
    for (const row of page.rows) {
      if (!this.#assumed.has(row.number)) this.rows.set(row.number, row);
      const known = this.rows.get(row.number);
      if (this.#fits(known) && !this.order.includes(row.number)) this.order.push(row.number);
    }
    this.#next = page.next;
    this.#count(page.counters);
  }

  #count(counters) {
    this.counters = counters;
    this.countedAt = Date.now();
  }

  async #recount() {
    try {
      const { counters } = await this.#api(`/desk/queue?${new URLSearchParams({ ...FILTERS.held.query, limit: 1 })}`);
      this.#count(counters);
      this.#changed();
    } catch {
      // The figures stay as they were; the next push or list brings new ones.
    } finally {
      this.#recounting = 0;
    }
  }

  async #settle() {
    const listed = new Set([...this.order, this.selected]);
    // Without a next page the list is complete, so unknown numbers may belong to it.
    const numbers = [...this.#touched].filter((number) => listed.has(number) || !this.hasMore);
    this.#touched.clear();
    this.#settling = 0;
    if (numbers.length > MOST_SINGLE || (this.words && numbers.length)) await this.reload();
    else await Promise.allSettled(numbers.map((number) => this.read(number)));
  }

  #place(row) {
    const listed = this.order.includes(row.number);
    const belongs = this.#fits(row);
    if (listed && !belongs && row.number !== this.selected) {
      this.order = this.order.filter((number) => number !== row.number);
    } else if (!listed && belongs && this.status === "ready" && !this.words && !this.hasMore) {
      this.order = [...this.order, row.number];
      if (this.#oldestFirst) this.order.sort((a, b) => a - b);
      else this.order.sort((a, b) => b - a);
    }
  }

  // What waits is worked off from the oldest; what is done is looked up from the newest.
  get #oldestFirst() {
    return FILTERS[this.filter].query.state === "held" || this.filter === "mine";
  }

  #fits(row) {
    return FILTERS[this.filter].fits(row);
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
