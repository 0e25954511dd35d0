// The draft of one answer on the server: saved one version after the other, never two at once.

/**
 * One question's draft as the server has it. Emits "saving"; "saved" with the text; "failed" with
 * the error; "theirs" with what somebody else wrote meanwhile.
 */
export class StoredDraft extends EventTarget {
  at = null;
  by = "";
  #path;
  #api;
  #version = 0;
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

  /** Reads it, and returns its text. */
  async load() {
    const { text, ...place } = await this.#api(this.#path);
    this.#stands(place);
    return text;
  }

  /** Saves a text; of those that come while one is under way, the last. */
  async save(text) {
    this.#wanted = text;
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

  async #put(text) {
    this.#tell("saving");
    try {
      this.#stands(await this.#api(this.#path, { method: "PUT", body: { text, version: this.#version } }));
      this.#tell("saved", text);
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

  #stands({ version, at, by }) {
    this.#version = version;
    this.at = at;
    this.by = by;
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
