// The answer that is being written: kept in this browser at every key, on the server soon after.

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
  savedAt = null;
  by = "";
  /** What somebody else wrote meanwhile, while `status` is "conflict". */
  theirs = null;
  #version = 0;
  #api;
  #kept;
  #timer = 0;
  #dirty = false;
  #saving = null;
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
    const local = number === null ? "" : this.#kept.get(purpose(number));
    Object.assign(this, { number, text: local, status: number === null ? "" : "loading", savedAt: null, by: "", theirs: null });
    this.#version = 0;
    this.#dirty = false;
    this.#onItsWay = false;
    this.#tell();
    if (number === null) return;
    try {
      const draft = await this.#api(`/drafts/${number}`);
      if (number === this.number) this.#loaded(draft);
    } catch {
      if (number === this.number) this.#become(this.text ? "kept" : "");
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
    if (this.#onItsWay) return;
    if (this.#dirty && this.status !== "conflict") this.#save();
  }

  /** Ends a conflict: with one's own words, or with theirs. */
  settle(whose) {
    if (whose === "theirs") this.text = this.theirs;
    this.theirs = null;
    this.#dirty = true;
    this.#kept.set(purpose(this.number), this.text);
    this.#become("kept");
    this.flush();
  }

  /** The answer is being sent: saving it now would leave a draft behind. Or it came back. */
  sending(on) {
    this.#onItsWay = on;
    if (!on) this.flush();
  }

  /** Forgets the draft: the answer is on the record, and the server has forgotten it too. */
  done() {
    clearTimeout(this.#timer);
    this.#kept.drop(purpose(this.number));
    this.#version = 0;
    this.#dirty = false;
    this.#onItsWay = false;
    Object.assign(this, { text: "", savedAt: null, by: "", theirs: null });
    this.#become("");
  }

  #loaded({ text, version, at, by }) {
    this.#version = version;
    Object.assign(this, { savedAt: at, by });
    if (!text || text === this.text) {
      this.#become(text ? "saved" : this.text ? "kept" : "");
      if (!text && this.text) this.#mustSave();
    } else if (!this.text) {
      this.text = text;
      this.#become("saved");
    } else {
      this.theirs = text;
      this.#become("conflict");
    }
  }

  #mustSave() {
    this.#dirty = true;
    this.#later(0);
  }

  #later(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), delay);
  }

  // One request at a time: a second one would bring a version the first has just used up.
  async #save() {
    if (this.#saving) { this.#saving.again = true; return; }
    const mine = { number: this.number, text: this.text, version: this.#version, again: false };
    this.#saving = mine;
    this.#dirty = false;
    this.#become("saving");
    try {
      this.#saved(mine, await this.#put(mine));
    } catch (error) {
      await this.#unsaved(mine, error);
    }
    this.#saving = null;
    if (mine.again && mine.number === this.number) this.flush();
  }

  #put({ number, text, version }) {
    return this.#api(`/drafts/${number}`, { method: "PUT", body: { text, version } });
  }

  #saved(mine, { version, at, by }) {
    if (mine.number !== this.number) return;
    this.#version = version;
    Object.assign(this, { savedAt: at ?? new Date().toISOString(), by });
    if (!this.#dirty) this.#become("saved");
  }

  async #unsaved(mine, error) {
    if (mine.number !== this.number) return;
    this.#dirty = true;
    if (error.code !== "stale") {
      this.#become("kept");
      if (error.retry) this.#later(TRY_AGAIN_MS);
      return;
    }
    try {
      this.#meet(await this.#api(`/drafts/${mine.number}`));
    } catch {
      this.#become("kept");
      this.#later(TRY_AGAIN_MS);
    }
  }

  // Somebody else saved, or the answer was sent: either it is the same, or a person decides.
  #meet({ text, version, at, by }) {
    this.#version = version;
    Object.assign(this, { savedAt: at, by });
    if (!text || text === this.text) {
      this.#become("kept");
      this.#later(0);
    } else {
      this.theirs = text;
      this.#become("conflict");
    }
  }

  #become(status) {
    this.status = status;
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}

function purpose(number) {
  return `answer ${number}`;
}
