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
  /** What the answer rests on: {title, href}. */
  sources = [];
  /** Whether whoever prepared it says that it can be looked at. */
  ready = false;
  status = "";
  /** What somebody else wrote meanwhile ({text, sources, ready}), while `status` is "conflict". */
  theirs = null;
  /** The same draft on the server: when it was saved last, and by whom. */
  stored = null;
  #api;
  #kept;
  #live;
  #timer = 0;
  #dirty = false;
  #onItsWay = false;

  /**
   * @param {(path: string, options?: object) => Promise<any>} api of the session
   * @param {import("./drafts.js").Kept} kept
   * @param {object} live
   */
  constructor(api, kept, live) {
    super();
    this.#api = api;
    this.#kept = kept;
    this.#live = live;
    live.addEventListener("change", ({ detail: { frame } }) => {
      if (frame?.kind === "answer.published") this.#given(frame.data);
    });
  }

  /** Opens the draft of a question; what is kept in this browser is there at once. */
  async open(number) {
    if (number === this.number) return;
    this.flush();
    this.#begin(number, number === null ? NOTHING : this.#keptWords(number));
    const stored = this.stored;
    if (stored === null) return this.#become("");
    this.#become("loading");
    try {
      const words = await stored.load();
      if (stored === this.stored) this.#loaded(words);
    } catch {
      if (stored === this.stored) this.#become(this.#isEmpty ? "" : "kept");
    }
  }

  /** Takes what was typed. */
  write(text) {
    if (text !== this.text) this.#take({ text });
  }

  /** Takes what the answer rests on. */
  cite(sources) {
    this.#take({ sources });
  }

  /** Says that it can be looked at, or that it is being worked on again. */
  mark(ready) {
    this.#take({ ready });
    this.flush();
  }

  /**
   * Somebody may have written on it: reads it again, unless there is something of one's own to save.
   * Words that one is `writing` oneself are not replaced under one's hands: a person decides.
   */
  async refresh(version, { writing }) {
    const stored = this.stored;
    const own = writing && Boolean(this.text.trim()) && stored?.by === this.#live.principal;
    if (!stored || this.#dirty || this.#onItsWay || stored.isSaving || stored.version === version) return;
    try {
      const words = await stored.load();
      if (stored !== this.stored || this.#dirty || this.#onItsWay) return;
      if (own && !isSame(words, this.#words)) { this.#meet(words); return; }
      Object.assign(this, words);
      // The server has them: what is somebody else's must not come back from this browser later.
      forget(this.#kept, this.number);
      this.#become(this.#isEmpty ? "" : "saved");
    } catch { /* the next look will tell */ }
  }

  /** Saves now what is not saved yet. */
  flush() {
    clearTimeout(this.#timer);
    if (!this.#dirty || this.#onItsWay || this.status === "conflict") return;
    this.#dirty = false;
    this.stored.save(this.#words);
  }

  /** Ends a conflict: with one's own words, or with theirs. */
  settle(whose) {
    if (whose === "theirs") Object.assign(this, this.theirs);
    this.theirs = null;
    this.#keep();
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
    forget(this.#kept, this.number);
    this.#begin(this.number, NOTHING);
    this.#become("");
  }

  get #words() {
    return { text: this.text, sources: this.sources, ready: this.ready };
  }

  get #isEmpty() {
    return !this.text && !this.sources.length;
  }

  // An answer was given, and the server has forgotten the draft. Words of one's own that are not in
  // it stay; others are used up, and would otherwise be there as a draft once more.
  #given({ number, text }) {
    if (number === this.number) {
      const theirs = !this.#dirty && this.stored.by && this.stored.by !== this.#live.principal;
      if (!this.#onItsWay && this.text && (theirs || this.text.trim() === text)) this.done();
    } else if (this.#kept.get(purpose(number)).trim() === text) forget(this.#kept, number);
  }

  #keptWords(number) {
    const { questions, entries } = this.#live.state;
    const given = entries.filter(({ seq }) => questions[number].answers.includes(seq));
    if (given.some(({ text }) => text === this.#kept.get(purpose(number)).trim())) forget(this.#kept, number);
    const sources = this.#kept.get(purpose(number, "sources"));
    return { text: this.#kept.get(purpose(number)), sources: sources ? JSON.parse(sources) : [], ready: false };
  }

  #keep() {
    this.#kept.set(purpose(this.number), this.text);
    this.#kept.set(purpose(this.number, "sources"), this.sources.length ? JSON.stringify(this.sources) : "");
  }

  #take(words) {
    if (this.number === null) return;
    Object.assign(this, words);
    this.#dirty = true;
    this.#keep();
    if (this.status !== "conflict") this.#become("kept");
    this.#later(SAVE_AFTER_MS);
  }

  #begin(number, words) {
    Object.assign(this, { number, ...words, theirs: null });
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
    on("theirs", (words) => this.#meet(words));
  }

  // Here may stand what was typed offline, or before the server was asked.
  #loaded(words) {
    if (!this.#isEmpty && !isNothing(words) && !isSame(words, this.#words)) return this.#conflict(words);
    if (!this.#isEmpty && isNothing(words)) return this.#saveAtOnce();
    Object.assign(this, words);
    return this.#become(isNothing(words) ? "" : "saved");
  }

  #failed(retry) {
    this.#dirty = true;
    this.#become("kept");
    if (retry) this.#later(TRY_AGAIN_MS);
  }

  // Either it is the same, or a person decides.
  #meet(words) {
    this.#dirty = true;
    if (!isNothing(words) && !isSame(words, this.#words)) return this.#conflict(words);
    return this.#saveAtOnce();
  }

  #conflict(words) {
    this.theirs = words;
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

const NOTHING = Object.freeze({ text: "", sources: [], ready: false });

function purpose(number, part = "") {
  return `answer ${number} ${part}`.trim();
}

/** Forgets what this browser keeps of a question's answer: it is on the record. */
export function forget(kept, number) {
  kept.drop(purpose(number));
  kept.drop(purpose(number, "sources"));
}

function isNothing({ text, sources }) {
  return !text && !sources.length;
}

function isSame(one, other) {
  return one.text === other.text && JSON.stringify(one.sources) === JSON.stringify(other.sources);
}
