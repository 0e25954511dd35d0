// Somebody else answered the question on which one is writing: said plainly, and nothing is lost.

import { $, announce, clock } from "../dom.js";
import { put, show } from "./list.js";
import { fill, speakerName } from "./words.js";

/** The notice above the field in which an answer is written. */
export class Meanwhile {
  #root;
  #live;
  #number = null;
  #seen = 0;

  /**
   * @param {HTMLElement} root of the form
   * @param {object} live
   */
  constructor(root, live) {
    this.#root = root;
    this.#live = live;
  }

  /** Draws it for the question that is being written on, or null. */
  paint(number) {
    const given = this.#given(number);
    if (number !== this.#number) this.#begin(number, given.length);
    const last = given.length > this.#seen ? given.at(-1) : null;
    const words = last ? fill(gettext("%(name)s answered this question at %(time)s. What you wrote is kept: add it to that answer, or withdraw it."), { name: speakerName(last.speaker), time: clock(last.at) }) : "";
    const place = $("[data-meanwhile-text]", this.#root);
    if (words && words !== place.textContent) announce(words);
    put(place, words);
    show($("[data-meanwhile]", this.#root), Boolean(words));
  }

  #begin(number, seen) {
    this.#number = number;
    this.#seen = seen;
  }

  #given(number) {
    const { questions, entries } = this.#live.state;
    const answers = questions[number]?.answers ?? [];
    return entries.filter(({ seq }) => answers.includes(seq));
  }
}
