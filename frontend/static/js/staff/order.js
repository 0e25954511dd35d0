// The running order: changed at once, confirmed by the log, put back when refused.

import { upNext } from "./waiting.js";

// So many of one's own changes can be taken back.
const DEPTH = 20;

/** What comes next, as numbers. Emits "refused" with an error. */
export class Order extends EventTarget {
  #live;
  #assumed = null;
  #sending = 0;
  // One after the other: an older order that arrives late must not undo a newer one.
  #last = Promise.resolve();
  /** The order the log told last, since the host's own last change. */
  #told = null;
  /** What the order was before each of one's own changes, as long as nobody else changed it. */
  #earlier = [];

  /** @param {object} live */
  constructor(live) {
    super();
    this.#live = live;
    live.addEventListener("change", ({ detail: { what, frame } }) => {
      if (what === "reset") this.#assumed = null;
      if (frame?.kind === "question.ordered") this.#heard(frame.data.numbers.join());
      this.#settle();
    });
  }

  /** The questions of the running order as the host has just arranged them. */
  get questions() {
    if (!this.#assumed) return upNext(this.#live);
    return this.#assumed.map((number) => this.#live.state.questions[number]).filter((question) => question?.state === "published");
  }

  /** Their numbers. */
  get numbers() {
    return this.questions.map(({ number }) => number);
  }

  /** Moves a question to a place (0 is first). */
  move(number, place) {
    const rest = this.numbers.filter((other) => other !== number);
    const index = Math.min(Math.max(place, 0), rest.length);
    return this.#set([...rest.slice(0, index), number, ...rest.slice(index)]);
  }

  /** Adds a question at the end. */
  add(number) {
    return this.#set([...this.numbers.filter((other) => other !== number), number]);
  }

  /** Takes a question out; it goes on waiting. */
  remove(number) {
    return this.#set(this.numbers.filter((other) => other !== number));
  }

  /** True while one's own last change can be taken back. */
  get canUndo() {
    return this.#earlier.length > 0;
  }

  /** Takes one's own last change back; what was taken up or answered meanwhile stays where it is. */
  undo() {
    const before = this.#earlier.pop();
    if (!before) return;
    const { questions } = this.#live.state;
    return this.#send(before.filter((number) => questions[number]?.state === "published"));
  }

  #set(numbers) {
    const before = this.numbers;
    if (numbers.join() === before.join()) return;
    this.#earlier = [...this.#earlier, before].slice(-DEPTH);
    return this.#send(numbers);
  }

  // Somebody else's order: to go back behind it would undo their work, not one's own.
  #heard(numbers) {
    this.#told = numbers;
    if (numbers !== this.#assumed?.join() && !this.#sending) this.#earlier = [];
  }

  async #send(numbers) {
    this.#assumed = numbers;
    this.#told = null;
    this.#sending += 1;
    this.dispatchEvent(new Event("change"));
    try {
      await this.#inTurn(numbers);
    } catch (error) {
      this.#assumed = null;
      this.#earlier = [];
      this.dispatchEvent(new CustomEvent("refused", { detail: error }));
    } finally {
      this.#sending -= 1;
      this.#settle();
      this.dispatchEvent(new Event("change"));
    }
  }

  // Of those that wait for their turn only the last is still wanted.
  #inTurn(numbers) {
    const turn = this.#last.then(() => (this.#assumed === numbers ? this.#live.act({ do: "order", numbers }) : null));
    this.#last = turn.catch(() => {});
    return turn;
  }

  // The acknowledgement may come before the log's own word. Until both are there, and while a
  // later change is under way, the host sees what was arranged.
  #settle() {
    if (!this.#sending && this.#told === this.#assumed?.join()) this.#assumed = null;
  }
}
