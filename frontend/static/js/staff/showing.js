// Which question stands on the leader's stage.

import { currentQuestion, inTurn } from "./waiting.js";

/** The question of the moment, unless one looks at another. */
export class Showing {
  /** The number of the other one, or null. */
  chosen = null;
  /** The question whose answer was just sent, until another comes up. */
  answered = null;
  #live;

  /** @param {object} live */
  constructor(live) {
    this.#live = live;
  }

  /** The question on the stage, or null. */
  get question() {
    return this.chosen === null ? currentQuestion(this.#live) : this.#live.state.questions[this.chosen] ?? null;
  }

  /** The question that would be taken up next, or null. */
  get next() {
    const busy = [this.question?.number, this.#live.state.current];
    return inTurn(this.#live).find(({ number }) => !busy.includes(number)) ?? null;
  }

  /** True while one looks at another question than that of the moment. */
  get isElsewhere() {
    return this.chosen !== null && this.chosen !== this.#live.state.current;
  }

  /** Looks at a question. */
  look(number) {
    this.chosen = number === this.#live.state.current ? null : number;
  }

  /** Goes with the session again. */
  follow() {
    this.chosen = null;
    this.answered = null;
  }
}
