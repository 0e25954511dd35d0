/**
 * What one should know of the session, when its details change while people look: taken from the
 * page itself, so that it reads as at first paint. Not by all of them in the same instant.
 */

import { $, $$ } from "../dom.js";

const SPREAD = 4_000;
const CHANGES = new Set(["session.detailed", "session.extended"]);

export class About {
  #due = null;
  #changed;

  /** `changed(page)` is called with the page as it reads now. */
  constructor(changed) {
    this.#changed = changed;
  }

  /** Take one event of the public log. */
  hear({ kind }) {
    if (CHANGES.has(kind)) this.#due ??= setTimeout(() => this.#load(), Math.random() * SPREAD);
  }

  async #load() {
    this.#due = null;
    try {
      const answer = await fetch(location.pathname, { cache: "no-cache" });
      if (answer.ok) this.#show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch { /* the next page that is loaded has it */ }
  }

  #show(page) {
    for (const place of $$(".about-body, [data-slot=next-words]")) {
      const news = $(place.matches(".about-body") ? ".about-body" : "[data-slot=next-words]", page);
      if (news && !news.isEqualNode(place)) place.replaceChildren(...Array.from(news.childNodes, (node) => document.importNode(node, true)));
    }
    this.#changed(page);
  }
}
