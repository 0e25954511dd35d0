// What is put on record, one after another: in order, never twice, never lost.

import { makeRef } from "../live/outbox.js";

// What could not go is tried again this often, besides when the line is back.
const AGAIN_MS = 5_000;

/**
 * Utterances on their way. Emits "change".
 * Each item: {ref, act, status: "sending" | "waiting" | "failed", error}. One that waits goes again by
 * itself once the line is back, and nothing overtakes it; one that failed waits for a person.
 * They are kept in this browser until the server has them; the same `ref` makes a second try safe.
 */
export class Sending extends EventTarget {
  items = [];
  #live;
  #kept;
  #running = false;
  #purpose;
  #timer = null;

  /**
   * @param {{act: (act: object) => Promise<unknown>}} live
   * @param {import("./drafts.js").Kept} kept
   * @param {string} purpose under which they are kept: one for each page
   */
  constructor(live, kept, purpose = "unsent") {
    super();
    this.#live = live;
    this.#kept = kept;
    this.#purpose = purpose;
    this.items = remembered(kept, purpose);
    live.addEventListener("change", ({ detail: { what } }) => {
      if (what === "status" && ["live", "polling"].includes(live.status)) this.#resume();
    });
  }

  /** Puts an utterance on its way behind those before it. */
  add(act) {
    return this.addAll([act]);
  }

  /** Puts several on their way, in order; returns their refs. */
  addAll(acts) {
    const items = acts.map((act) => ({ ref: makeRef(), act, status: "sending", error: "" }));
    this.items = [...this.items, ...items];
    this.#changed();
    this.#run();
    return items.map(({ ref }) => ref);
  }

  /** Tries again. */
  retry(ref) {
    this.#set(ref, { status: "sending", error: "" });
    this.#run();
  }

  /** Tries everything again that failed. */
  retryAll() {
    this.#again(({ status }) => status === "failed");
  }

  /** Takes an utterance that failed out of the list, to be written anew. */
  takeBack(ref) {
    const item = this.items.find((other) => other.ref === ref);
    this.#drop(ref);
    return item?.act ?? null;
  }

  async #run() {
    if (this.#running) return;
    this.#running = true;
    let item = this.#first();
    while (item) {
      await this.#send(item);
      item = this.#first();
    }
    this.#running = false;
    clearTimeout(this.#timer);
    if (this.items.some(({ status }) => status === "waiting")) this.#timer = setTimeout(() => this.#resume(), AGAIN_MS);
  }

  #first() {
    const item = this.items.find(({ status }) => status !== "failed");
    return item?.status === "sending" ? item : null;
  }

  #resume() {
    this.#again(({ status }) => status === "waiting");
  }

  #again(which) {
    if (!this.items.some(which)) return;
    this.items = this.items.map((item) => (which(item) ? { ...item, status: "sending", error: "" } : item));
    this.#changed();
    this.#run();
  }

  async #send({ ref, act }) {
    try {
      await this.#live.act({ ...act, ref });
      this.#drop(ref);
    } catch (error) {
      this.#set(ref, { status: error.retry ? "waiting" : "failed", error: error.message });
    }
  }

  #set(ref, changes) {
    this.items = this.items.map((item) => (item.ref === ref ? { ...item, ...changes } : item));
    this.#changed();
  }

  #drop(ref) {
    this.items = this.items.filter((item) => item.ref !== ref);
    this.#changed();
  }

  #changed() {
    if (this.items.length) this.#kept.set(this.#purpose, JSON.stringify(this.items));
    else this.#kept.drop(this.#purpose);
    this.dispatchEvent(new Event("change"));
  }
}

// The page was closed while these were on their way: a person says whether they still belong.
function remembered(kept, purpose) {
  const items = JSON.parse(kept.get(purpose) || "[]");
  return items.map((item) => ({ ...item, status: "failed", error: gettext("The page was closed before this was confirmed.") }));
}
