/** A text too long for its place turns its pages by itself, at the speed at which people read. */

import { show, write } from "../live/patch.js";

// Characters that a room reads in a second, and how long a page stands at least and at most.
const PER_SECOND = 6;
const LEAST = 8_000;
const MOST = 25_000;
const FADE = 200;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

export class Pager {
  #flow;
  #count;
  #page = 0;
  #timer;

  /** `place` is the window, its only child the text in columns; `count` says "2 / 5". */
  constructor(place, count) {
    this.#flow = place.firstElementChild;
    this.#count = count;
    new ResizeObserver(() => this.#lay()).observe(place);
    this.#lay();
  }

  /** The text is another one: begin at its beginning, or at its end while it is being typed. */
  begin({ atEnd = false } = {}) {
    this.#page = atEnd ? this.#pages - 1 : 0;
    this.#fade();
    this.#lay();
  }

  /** The text has grown: stay at its end. */
  follow() {
    this.#page = this.#pages - 1;
    this.#lay();
  }

  get #gap() { return parseFloat(getComputedStyle(this.#flow).columnGap) || 0; }
  get #pages() {
    const { scrollWidth, clientWidth } = this.#flow;
    return clientWidth ? Math.max(1, Math.round((scrollWidth + this.#gap) / (clientWidth + this.#gap))) : 1;
  }

  #lay() {
    clearTimeout(this.#timer);
    const pages = this.#pages;
    this.#page = Math.min(this.#page, pages - 1);
    const width = this.#flow.clientWidth + this.#gap;
    this.#flow.style.transform = this.#page ? `translateX(${-this.#page * width}px)` : "";
    show(this.#count, pages > 1);
    if (pages === 1) return;
    write(this.#count, `${this.#page + 1} / ${pages}`);
    const reading = (this.#flow.textContent.length / pages / PER_SECOND) * 1000;
    this.#timer = setTimeout(() => this.#turn(), Math.min(MOST, Math.max(LEAST, reading)));
  }

  #turn() {
    this.#page = (this.#page + 1) % this.#pages;
    this.#fade();
    this.#lay();
  }

  #fade() {
    if (!calm.matches) this.#flow.animate?.([{ opacity: 0 }, { opacity: 1 }], { duration: FADE, easing: "ease-out" });
  }
}
