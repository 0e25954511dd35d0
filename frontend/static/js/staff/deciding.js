// From a key to a decision: who may, what is sent, what lies open next, what a refusal says.

import { el } from "../dom.js";
import { tellElsewhere } from "./decisions.js";
import { diffNodes } from "./question_pane.js";
import { fill } from "./words.js";

/** Decides open questions and shows what comes of it. */
export class Deciding {
  #queue;
  #opening;
  #decisions;
  #kept;
  #mayDecide;
  #claimNext;
  #say;

  /**
   * @param {{queue: import("./queue.js").Queue, opening: import("./opening.js").Opening,
   *   decisions: import("./decisions.js").Decisions, kept: import("./drafts.js").Kept,
   *   mayDecide: () => boolean, claimNext: (number: number) => void,
   *   say: (text: string | Node, kind?: string, more?: boolean) => void}} desk
   */
  constructor({ queue, opening, decisions, kept, mayDecide, claimNext, say }) {
    this.#queue = queue;
    this.#opening = opening;
    this.#decisions = decisions;
    this.#kept = kept;
    this.#mayDecide = mayDecide;
    this.#claimNext = claimNext;
    this.#say = say;
    decisions.addEventListener("refused", ({ detail }) => this.#refused(detail));
  }

  /** The open row if this person can decide it now; says who has it if a colleague does. */
  get decidable() {
    const { row } = this.#opening;
    if (!this.#mayDecide() || row?.state !== "held" || this.#queue.rows.isAssumed(row.number)) return null;
    if (!row.claim || row.claim.mine) return row;
    this.#say(fill(gettext("%(name)s is working on this question. You can take it once they have decided or given it back."), { name: row.claim.by }));
    return null;
  }

  /** Publishes the open question as it is. */
  approve() {
    const row = this.decidable;
    if (row) this.#decide(row, { do: "approve" });
  }

  /** Publishes a question in other words. */
  publish(row, text) {
    this.#decide(row, text === row.text ? { do: "approve" } : { do: "approve", text }, `edit ${row.number}`);
  }

  /** Declines a question. */
  decline(row, reason, words) {
    this.#decide(row, { do: "decline", reason, ...(words && { words }) }, `decline ${row.number}`);
  }

  async #decide(row, what, purpose) {
    const { number, version } = row;
    const place = this.#queue.rows.order.indexOf(number);
    const claiming = Boolean(row.claim?.mine);
    const sent = this.#decisions.send({ ...what, number, version });
    this.#moveOn(Math.max(place, 0), claiming);
    if (await sent && purpose) this.#kept.drop(purpose);
  }

  // After a decision the next question lies open; whoever works by claims gets it claimed too.
  #moveOn(place, claiming) {
    const next = this.#queue.rows.nextFree(Math.min(place, Math.max(this.#queue.rows.order.length - 1, 0)));
    if (next === null) {
      this.#opening.close();
      this.#opening.more();
      return;
    }
    this.#opening.open(next);
    if (claiming) this.#claimNext(next);
  }

  #refused(refusal) {
    const { number } = refusal;
    this.#opening.details.delete(number);
    if (number === this.#queue.rows.selected || this.#queue.rows.selected === null) this.#show(refusal);
    else tellElsewhere(refusal, () => this.#show(refusal));
  }

  async #show({ number, error, seen }) {
    this.#opening.open(number);
    this.#say(error.message, error.code === "stale" ? "warn" : "seal");
    if (error.code === "unreachable") return;
    try {
      const now = await this.#queue.read(number);
      if (now.text !== seen.text) this.#say(changeSince(seen, now), "warn", true);
    } catch {
      // The message stands; the row is read again with the next push.
    }
  }
}

function changeSince(seen, now) {
  return el("div", {}, el("b", {}, gettext("What changed since you saw it:")),
    el("p", { class: "diff" }, diffNodes(seen.text, now.text)));
}
