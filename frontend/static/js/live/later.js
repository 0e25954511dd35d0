// How long to wait after a part could not be loaded, at first and at most.
const [FIRST, LONGEST] = [2_000, 60_000];

/**
 * A part of the page that is loaded when it has something to draw: most people never need it.
 *
 * It draws with the others from then on. Where it cannot be loaded, a change tries again after a
 * pause, twice as long each time: a page that draws often must not ask as often.
 */
export class Later {
  /** The part itself, once it is there. */
  part = null;
  #needed;
  #load;
  #coming = null;
  #pause = FIRST;
  #notBefore = 0;

  /** `needed()` says whether there is something to draw; `load()` resolves to the part. */
  constructor(needed, load) {
    this.#needed = needed;
    this.#load = load;
  }

  draw() {
    if (this.part) this.part.draw();
    else if (this.#needed()) this.bring().then(() => this.part?.draw());
  }

  /** Have it here if there is something for it to draw; never fails. */
  async bring() {
    if (this.part || !this.#needed() || performance.now() < this.#notBefore) return;
    this.#coming ??= this.#fetch();
    await this.#coming;
  }

  async #fetch() {
    try {
      this.part = await this.#load();
    } catch {
      this.#notBefore = performance.now() + this.#pause;
      this.#pause = Math.min(2 * this.#pause, LONGEST);
      this.#coming = null;
    }
  }
}
