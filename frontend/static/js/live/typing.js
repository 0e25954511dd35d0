/** What is being written down at this moment, faintly: seen, not read out, gone once it is said. */

import { $, el } from "../dom.js";
import { patch, show, words } from "./patch.js";

// A desk that has gone silent says nothing any more.
const STALE = 30_000;

export class Typing {
  #live;
  #root = $("[data-typing]");
  #since = new Map();
  #timer = null;

  constructor(live) {
    this.#live = live;
  }

  draw() {
    const now = Date.now();
    const lines = Object.entries(this.#live.typing).filter(([key, text]) => text && this.#fresh(key, text, now));
    patch(this.#root, lines, {
      key: ([key]) => key,
      make: () => el("p", {}, el("b"), " ", el("span", { class: "typing-words" })),
      fill: (node, [key, text]) => {
        node.children[0].textContent = words(gettext("%(name)s is being written down…"), { name: this.#name(key) });
        node.children[1].textContent = text;
      },
    });
    show(this.#root, lines.length > 0);
    clearTimeout(this.#timer);
    if (lines.length) this.#timer = setTimeout(() => this.draw(), STALE);
  }

  #fresh(key, text, now) {
    const before = this.#since.get(key);
    if (before?.text !== text) this.#since.set(key, { text, at: now });
    return now - this.#since.get(key).at < STALE;
  }

  #name(key) {
    return this.#live.state.session.guests.find((guest) => guest.key === key)?.name ?? gettext("Host");
  }
}
