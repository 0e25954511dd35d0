/** Following the log without a socket: one cacheable request every two or three seconds. */

const PAUSE = 2000;
const JITTER = 1000;
const CEILING = 20000;
// A page nobody looks at need not be up to the second.
const HIDDEN_PAUSE = 15000;

export class Poller {
  #fetchPage;
  #on;
  #timer = null;
  #failures = 0;
  #running = false;

  /**
   * `fetchPage()` resolves to {status, json} of the log after the present position.
   * `on`: {page(json), resync(), fail(), refused(status)}.
   */
  constructor(fetchPage, on) {
    this.#fetchPage = fetchPage;
    this.#on = on;
  }

  get running() {
    return this.#running;
  }

  start() {
    if (this.#running) return;
    this.#running = true;
    this.#poll();
  }

  stop() {
    this.#running = false;
    clearTimeout(this.#timer);
  }

  async #poll() {
    const more = await this.#once();
    if (this.#running) this.#timer = setTimeout(() => this.#poll(), more ? 0 : this.#pause());
  }

  async #once() {
    try {
      const { status, json } = await this.#fetchPage();
      if (!this.#running) return false;
      if (status === 410) return this.#on.resync();
      if (status === 403 || status === 404) return this.#on.refused(status);
      if (status >= 400) throw new Error(`log answered ${status}`);
      this.#failures = 0;
      this.#on.page(json);
      return json.more;
    } catch {
      this.#failures += 1;
      if (this.#running) this.#on.fail();
      return false;
    }
  }

  #pause() {
    const slower = Math.min(CEILING, PAUSE * 2 ** this.#failures) - PAUSE;
    return (document.hidden ? HIDDEN_PAUSE : PAUSE) + Math.random() * (JITTER + slower);
  }
}
