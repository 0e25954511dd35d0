// Which answers are being prepared, by whom, and which are ready: for all questions at once.

const GATHER_MS = 250;

/** The state of every draft, by the question's number. Emits "change". */
export class DraftBoard extends EventTarget {
  rows = new Map();
  #api;
  #timer = 0;

  /**
   * @param {(path: string) => Promise<any>} api of the session
   * @param {EventTarget} live whose news it follows
   */
  constructor(api, live) {
    super();
    this.#api = api;
    live.addEventListener("change", ({ detail: { what, frame } }) => {
      // Without a frame the page has only just come back, or follows by asking.
      if (what === "drafts" || what === "reset" || (what === "desk" && !frame)) this.touch();
      if (what === "status" && live.status === "live") this.touch();
    });
    this.load();
  }

  /** Reads it again soon, once for everything that happens until then. */
  touch() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.load(), GATHER_MS);
  }

  /** Reads it now. */
  async load() {
    try {
      const rows = await this.#api("/drafts");
      this.rows = new Map(rows.map((row) => [row.number, row]));
      this.dispatchEvent(new Event("change"));
    } catch { /* the next news will tell */ }
  }

  /** The draft of a question, or null. */
  of(number) {
    return this.rows.get(number) ?? null;
  }
}
