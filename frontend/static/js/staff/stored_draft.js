// The draft of one answer on the server: saved one version after the other, never two at once.

/**
 * One question's draft as the server has it: its words are {text, sources, ready}. Emits "saving";
 * "saved" with the words; "failed" with the error; "theirs" with what somebody else wrote meanwhile.
 */
export class StoredDraft extends EventTarget {
  at = null;
  by = "";
  name = "";
  version = 0;
  #path;
  #api;
  #wanted = null;
  #running = false;

  /**
   * @param {(path: string, options?: object) => Promise<any>} api of the session
   * @param {number} number of the question
   */
  constructor(api, number) {
    super();
    this.#api = api;
    this.#path = `/drafts/${number}`;
  }

  /** True while something is on its way to the server. */
  get isSaving() {
    return this.#running;
  }

  /** Reads it, and returns its words. */
  async load() {
    const { text, sources, ready, ...place } = await this.#api(this.#path);
    this.#stands(place);
    return { text, sources, ready };
  }

  /** Saves words; of those that come while some are under way, the last. */
  async save(words) {
    this.#wanted = words;
    if (this.#running) return;
    this.#running = true;
    while (this.#wanted !== null) {
      const next = this.#wanted;
      this.#wanted = null;
      await this.#put(next);
    }
    this.#running = false;
  }

  /** Leaves unsaved what still waits for its turn; says whether anything did. */
  hold() {
    const waited = this.#wanted !== null;
    this.#wanted = null;
    return waited;
  }

  async #put(words) {
    this.#tell("saving");
    try {
      this.#stands(await this.#api(this.#path, { method: "PUT", body: { ...words, version: this.version } }));
      this.#tell("saved", words);
    } catch (error) {
      if (error.code === "stale") await this.#reread();
      else this.#tell("failed", error);
    }
  }

  // Somebody else saved, or the answer was sent.
  async #reread() {
    try {
      this.#tell("theirs", await this.load());
    } catch (error) {
      this.#tell("failed", error);
    }
  }

  #stands({ version, at, by, by_name: name }) {
    Object.assign(this, { version, at, by, name });
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
