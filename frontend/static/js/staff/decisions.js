// Decisions are felt at once and taken back, with a reason, when the server refuses them.

import { announce, toast } from "../dom.js";
import { fill } from "./words.js";

const ASSUMED_STATE = { approve: "published", decline: "declined" };

/**
 * Sends decisions. Emits "refused" {number, error, seen} and "decided" {number, verdict}.
 */
export class Decisions extends EventTarget {
  #queue;
  #live;

  constructor(queue, live) {
    super();
    this.#queue = queue;
    this.#live = live;
  }

  /**
   * Decides an open question and shows it as decided before the answer is there.
   * @param {{do: "approve" | "decline", number: number, version: number}} act
   * @returns {Promise<boolean>} whether the server took it
   */
  async send(act) {
    const { number } = act;
    const seen = this.#queue.rows.get(number);
    const assumed = this.#queue.rows.assume(number, { state: ASSUMED_STATE[act.do], text: act.text ?? seen.text, claim: null });
    announce(spoken(act));
    this.#tell("decided", { number, verdict: act.do });
    try {
      await this.#live.act(act);
      assumed.settle();
      this.#queue.touch([number]);
      return true;
    } catch (error) {
      assumed.undo();
      this.#tell("refused", { number, error, seen });
      return false;
    }
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** A decision in words. */
export function spoken({ do: verdict, number }) {
  return verdict === "approve"
    ? fill(gettext("No. %(number)s is public"), { number })
    : fill(gettext("No. %(number)s will not be published"), { number });
}

/**
 * Tells of a refused decision on a question that is no longer open.
 * @param {{number: number, error: Error}} refusal
 * @param {() => void} look opens the question again
 */
export function tellElsewhere({ number, error }, look) {
  const text = fill(gettext("No. %(number)s could not be decided. %(why)s"), { number, why: error.message });
  toast(text, { kind: "seal", action: { label: gettext("Open it"), run: look } });
}
