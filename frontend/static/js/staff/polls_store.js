// The polls of a session as its staff see them: loaded, and loaded again when something changed.

const CALM = 1_000;

/** Emits "change" when `all` has been loaded anew, "failed" with the error when it could not be. */
export class Polls extends EventTarget {
  all = [];
  #live;
  #api;
  #loading = false;
  #again = false;
  #timer = null;

  /**
   * @param {object} live
   * @param {(path: string) => Promise<{polls: object[]}>} api takes paths of this session
   */
  constructor(live, api) {
    super();
    this.#live = live;
    this.#api = api;
    live.addEventListener("change", ({ detail: { what, frame } }) => {
      if (what === "reset" || (what === "event" && frame.kind.startsWith("poll."))) this.load();
      else if (what === "tick" && this.#isBehind()) this.#soon();
    });
    // Another host's prepared polls are told to nobody: whoever comes back looks again.
    window.addEventListener("focus", () => this.load());
  }

  get open() { return this.all.find(({ state }) => state === "open") ?? null; }
  get drafts() { return this.all.filter(({ state }) => state === "draft"); }
  get closed() { return this.all.filter(({ state }) => state === "closed").reverse(); }
  get held() { return this.open?.words.filter(({ shown }) => shown === null) ?? []; }

  /** Loads all polls; what is asked for meanwhile is loaded right after. */
  async load() {
    if (this.#loading) { this.#again = true; return; }
    this.#loading = true;
    try {
      this.all = (await this.#api("/polls")).polls;
      this.dispatchEvent(new Event("change"));
    } catch (error) {
      this.dispatchEvent(new CustomEvent("failed", { detail: error }));
    } finally {
      this.#loading = false;
    }
    if (this.#again) { this.#again = false; await this.load(); }
  }

  /** Acts, then shows what came of it. Throws ActError when it is refused. */
  async act(act) {
    const result = await this.#live.act(act);
    await this.load();
    return result;
  }

  #isBehind() {
    const { open } = this;
    const running = open && this.#live.figures.polls?.[open.number];
    return Boolean(running) && running.version !== open.version;
  }

  // A crowd that votes changes the figures many times a second.
  #soon() {
    this.#timer ??= setTimeout(() => { this.#timer = null; this.load(); }, CALM);
  }
}
