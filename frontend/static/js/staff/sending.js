// What is put on record, one after another: in order, never twice, never lost.

import { makeRef } from "../live/outbox.js";

const PURPOSE = "unsent";

/**
 * Utterances on their way. Emits "change". Each item: {ref, act, status: "sending" | "failed", error}.
 * They are kept in this browser until the server has them; the same `ref` makes a second try safe.
 */
export class Sending extends EventTarget {
  items = [];
  #live;
  #kept;
  #running = false;

  /**
   * @param {{act: (act: object) => Promise<unknown>}} live
   * @param {import("./drafts.js").Kept} kept
   */
  constructor(live, kept) {
    super();
    this.#live = live;
    this.#kept = kept;
    this.items = remembered(kept);
  }

  /** Puts an utterance on its way behind those before it. */
  add(act) {
    this.items = [...this.items, { ref: makeRef(), act, status: "sending", error: "" }];
    this.#changed();
    this.#run();
  }

  /** Tries again. */
  retry(ref) {
    this.#set(ref, { status: "sending", error: "" });
    this.#run();
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
  }

  #first() {
    return this.items.find(({ status }) => status === "sending");
  }

  async #send({ ref, act }) {
    try {
      await this.#live.act({ ...act, ref });
      this.#drop(ref);
    } catch (error) {
      this.#set(ref, { status: "failed", error: error.message });
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
    if (this.items.length) this.#kept.set(PURPOSE, JSON.stringify(this.items));
    else this.#kept.drop(PURPOSE);
    this.dispatchEvent(new Event("change"));
  }
}

// The page was closed while these were on their way: a person says whether they still belong.
function remembered(kept) {
  const items = JSON.parse(kept.get(PURPOSE) || "[]");
  return items.map((item) => ({ ...item, status: "failed", error: gettext("The page was closed before this was confirmed.") }));
}
