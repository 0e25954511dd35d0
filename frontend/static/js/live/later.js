/**
 * A part of the page that is loaded when it has something to draw: most people never need it.
 *
 * It draws with the others from then on. Where it cannot be loaded now, the next change tries again.
 */
export class Later {
  /** The part itself, once it is there. */
  part = null;
  #needed;
  #load;
  #coming = null;

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
    if (this.part || !this.#needed()) return;
    this.#coming ??= this.#load();
    try {
      this.part = await this.#coming;
    } catch {
      this.#coming = null;
    }
  }
}
