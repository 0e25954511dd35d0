// The answer that is being written: kept in this browser at every key, on the server soon after.

import { StoredDraft } from "./stored_draft.js";

const SAVE_AFTER_MS = 1_200;
const TRY_AGAIN_MS = 5_000;

/**
 * The draft of one question at a time. Emits "change" when its status or text changes.
 * `status`: "" (nothing written), "loading", "kept" (here only), "saving", "saved", "conflict".
 */
export class AnswerDraft extends EventTarget {
  number = null;
  text = "";
  status = "";
  /** What somebody else wrote meanwhile, while `status` is "conflict". */
  theirs = null;
  /** The same draft on the server: when it was saved last, and by whom. */
  stored = null;
  #api;
  #kept;
  #timer = 0;
  #dirty = false;
  #onItsWay = false;

  /**
   * @param {(path: string, options?: object) => Promise<any>} api of the session
   * @param {import("./drafts.js").Kept} kept
   */
  constructor(api, kept) {
    super();
    this.#api = api;
    this.#kept = kept;
  }

  /** Opens the draft of a question; what is kept in this browser is there at once. */
  async open(number) {
    if (number === this.number) return;
    this.flush();
    this.#begin(number, number === null ? "" : this.#kept.get(purpose(number)));
    const stored = this.stored;
    if (stored === null) return this.#become("");
    this.#become("loading");
    try {
      const text = await stored.load();
      if (stored === this.stored) this.#loaded(text);
    } catch {
      if (stored === this.stored) this.#become(this.text ? "kept" : "");
    }
  }

  /** Takes what was typed. */
  write(text) {
    if (text === this.text) return;
    this.text = text;
    this.#dirty = true;
    this.#kept.set(purpose(this.number), text);
    if (this.status !== "conflict") this.#become("kept");
    this.#later(SAVE_AFTER_MS);
  }

  /** Saves now what is not saved yet. */
  flush() {
    clearTimeout(this.#timer);
    if (!this.#dirty || this.#onItsWay || this.status === "conflict") return;
    this.#dirty = false;
    this.stored.save(this.text);
  }

  /** Ends a conflict: with one's own words, or with theirs. */
  settle(whose) {
    if (whose === "theirs") this.text = this.theirs;
    this.theirs = null;
    this.#kept.set(purpose(this.number), this.text);
    this.#saveAtOnce();
  }

  /** The answer is being sent: saving it now would leave a draft behind. Or it came back. */
  sending(on) {
    this.#onItsWay = on;
    if (on) this.#dirty = this.stored.hold() || this.#dirty;
    else this.flush();
  }

  /** Forgets the draft: the answer is on the record, and the server has forgotten it too. */
  done() {
    clearTimeout(this.#timer);
    this.#kept.drop(purpose(this.number));
    this.#begin(this.number, "");
    this.#become("");
  }

  #begin(number, text) {
    Object.assign(this, { number, text, theirs: null });
    this.#dirty = false;
    this.#onItsWay = false;
    this.stored = number === null ? null : new StoredDraft(this.#api, number);
    if (this.stored) this.#follow(this.stored);
  }

  // A draft that was left goes on being saved; what becomes of it is no news for the open one.
  #follow(stored) {
    const on = (name, run) => stored.addEventListener(name, ({ detail }) => stored === this.stored && run(detail));
    on("saving", () => this.#become("saving"));
    on("saved", () => this.#dirty || this.#become("saved"));
    on("failed", ({ retry }) => this.#failed(retry));
    on("theirs", (text) => this.#meet(text));
  }

  #loaded(text) {
    if (text && text !== this.text && this.text) return this.#conflict(text);
    if (text) this.text = text;
    if (!text && this.text) return this.#saveAtOnce();
    return this.#become(text ? "saved" : "");
  }

  #failed(retry) {
    this.#dirty = true;
    this.#become("kept");
    if (retry) this.#later(TRY_AGAIN_MS);
  }

  // Either it is the same, or a person decides.
  #meet(text) {
    this.#dirty = true;
    if (text && text !== this.text) return this.#conflict(text);
    return this.#saveAtOnce();
  }

  #conflict(text) {
    this.theirs = text;
    this.#become("conflict");
  }

  #saveAtOnce() {
    this.#dirty = true;
    this.#become("kept");
    this.#later(0);
  }

  #later(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), delay);
  }

  #become(status) {
    this.status = status;
    this.dispatchEvent(new Event("change"));
  }
}

function purpose(number) {
  return `answer ${number}`;
}
