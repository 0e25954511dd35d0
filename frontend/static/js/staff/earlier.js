// What was answered before, or is being followed, on the same matter as the question on stage.

import { $, day, el } from "../dom.js";
import { tongueOf } from "../tongue.js";
import { put, show } from "./list.js";
import { fill } from "./words.js";

/** The list beside the stage; each question's is read once. */
export class EarlierList {
  #root;
  #api;
  #known = new Map();
  #shown = null;

  /**
   * @param {HTMLElement} root
   * @param {(path: string) => Promise<any>} api of the session
   */
  constructor(root, api) {
    this.#root = root;
    this.#api = api;
  }

  /** Draws what there is for a question, by number; null for none. */
  async paint(number) {
    if (number === this.#shown) return;
    this.#shown = number;
    this.#draw([]);
    if (number === null) return;
    try {
      if (!this.#known.has(number)) this.#known.set(number, await this.#api(`/earlier/${number}`));
      if (this.#shown === number) this.#draw(this.#known.get(number));
    } catch {
      // Asked again when somebody comes back to the question.
      if (this.#shown === number) this.#shown = null;
    }
  }

  #draw(rows) {
    show(this.#root, this.#shown !== null);
    $("[data-earlier-rows]", this.#root).replaceChildren(...rows.map(row));
    show($("[data-earlier-none]", this.#root), rows.length === 0);
    put($("[data-earlier-none]", this.#root), gettext("Nothing public on the same matter was found."));
  }
}

function row({ kind, number, text, answer, where, at, href, state }) {
  const name = kind === "case" ? fill(gettext("Case %(number)s"), { number }) : fill(gettext("No. %(number)s"), { number });
  return el("li", {},
    el("a", { class: "clamp-2", lang: tongueOf(text), href, target: "_blank", rel: "noopener" }, text),
    answer ? el("p", { class: "clamp-3 earlier-answer", lang: tongueOf(answer) }, answer) : null,
    el("p", { class: "meta" }, el("span", {}, name), el("span", { lang: tongueOf(where) }, where), el("time", { datetime: at }, day(at)), state ? el("span", { class: "chip" }, state) : null));
}
