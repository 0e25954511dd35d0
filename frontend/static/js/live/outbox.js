/**
 * Acts on their way: kept until the server has acknowledged them, sent again with the same `ref`.
 *
 * What a person wrote (ask, edit) also survives reload and sleep; it is kept under the principal
 * who wrote it, so that nobody else using this browser sends it. Support, votes and opinions survive
 * a reload too, and are worth repeating for some minutes (a tunnel, a lift); anything else (a step of
 * the host) only for some seconds.
 * Emits `change`, `taken` with {act, result} when an act was acknowledged, and `refused` with
 * {act, error} when it will not be taken.
 */

import { ActError, unreachable } from "./api.js";
import { keep, keysUnder, recall } from "./keep.js";

const PREFIX = "huiyin.outbox.";
const DRAFTS = "huiyin.draft.";
const WRITTEN = new Set(["ask", "edit"]);
const TAPPED = new Set(["support", "unsupport", "vote", "react", "rate"]);
const KEPT = new Set([...WRITTEN, ...TAPPED]);
const WORTH_REPEATING = 20_000;
const TAPS_WORTH_REPEATING = 600_000;
const ACK_PATIENCE = 8_000;
const FLOOR = 1_000;
const CEILING = 20_000;

export class Outbox extends EventTarget {
  #items = new Map();
  #place;
  #principal = null;
  #posts = Promise.resolve();
  #send;
  #post;

  /** `send(act)` tries the socket and says whether it went; `post(act)` resolves to an acknowledgement. */
  constructor({ number, send, post }) {
    super();
    this.#place = `${PREFIX}${number}.`;
    this.#send = send;
    this.#post = post;
  }

  /** The acts not yet acknowledged, oldest first. */
  get pending() {
    return [...this.#items.values()].filter((item) => item.principal === this.#principal).map((item) => item.act);
  }

  /** Those of them that did not get through at once. */
  get delayed() {
    const late = [...this.#items.values()].filter((item) => item.tries > 0);
    return late.map((item) => item.act);
  }

  /** From now on this principal acts: take up what they left here, forget what others left. */
  belongsTo(principal) {
    if (principal === this.#principal) return;
    this.#principal = principal;
    if (principal) {
      const keys = keysUnder(this.#place);
      const own = keys.filter((key) => key.startsWith(`${this.#place}${principal}.`));
      for (const key of keys) if (!own.includes(key)) keep(key, null);
      this.#recover(own.filter((key) => !this.#items.has(key.split(".").at(-1))));
    }
    this.#changed();
  }

  /** Take an act; resolves to its result, throws ActError when it is refused for good. */
  put(act) {
    const item = this.#hold({ ref: makeRef(), ...act }, Date.now());
    if (KEPT.has(item.act.do)) keep(this.#key(item), JSON.stringify({ act: item.act, since: item.since }));
    const outcome = new Promise((resolve, reject) => Object.assign(item, { resolve, reject }));
    outcome.catch(() => {}); // `refused` tells it too, and not every caller waits
    this.#go(item);
    this.#changed();
    return outcome;
  }

  /** An acknowledgement came, from wherever. */
  settle({ ref, ok, result, error }) {
    const item = this.#items.get(ref);
    if (!item) return;
    if (ok) this.#taken(item, result);
    else if (error.retry) this.#again(item, new ActError(error));
    else this.#refuse(item, new ActError(error));
  }

  /** The way is open again: send everything once more, in order. */
  flush() {
    for (const item of this.#items.values()) this.#go(item);
  }

  #hold(act, since) {
    const item = { act, principal: this.#principal, since, tries: 0, underWay: false, timer: null };
    this.#items.set(act.ref, item);
    return item;
  }

  /** In the order in which they were meant; storage knows none. */
  #recover(keys) {
    const left = keys.map((key) => ({ key, ...JSON.parse(recall(key)) })).sort((a, b) => a.since - b.since);
    for (const { key, act, since } of left) {
      if (worth(act, since)) this.#hold(act, since);
      else keep(key, null);
    }
  }

  #go(item) {
    clearTimeout(item.timer);
    if (item.principal !== this.#principal) return;
    item.underWay = true;
    if (this.#send(item.act)) item.timer = setTimeout(() => this.#again(item, unreachable()), ACK_PATIENCE);
    // One after the other, as over the socket; one that hangs holds up the next for a moment only.
    else this.#posts = this.#posts.then(() => Promise.race([this.#goByPost(item), pause(ACK_PATIENCE)]));
  }

  async #goByPost(item) {
    item.underWay = this.#items.has(item.act.ref) && item.principal === this.#principal;
    if (!item.underWay) return;
    try {
      this.settle(await this.#post(item.act));
    } catch (error) {
      if (this.#items.has(item.act.ref)) this.#again(item, error);
    }
  }

  /** What waits is tried again together, so that nothing overtakes what was meant earlier. */
  #retry() {
    for (const item of this.#items.values()) if (!item.underWay) this.#go(item);
  }

  #again(item, error) {
    clearTimeout(item.timer);
    if (!worth(item.act, item.since)) { this.#refuse(item, error); return; }
    const ceiling = Math.min(CEILING, FLOOR * 2 ** item.tries);
    item.tries += 1;
    item.underWay = false;
    item.timer = setTimeout(() => this.#retry(), ceiling * (0.5 + Math.random() / 2));
    if (item.tries === 1) this.#changed();
  }

  #taken(item, result) {
    this.dispatchEvent(new CustomEvent("taken", { detail: { act: item.act, result } }));
    this.#done(item, () => item.resolve?.(result));
  }

  #refuse(item, error) {
    this.#done(item, () => item.reject?.(error));
    this.dispatchEvent(new CustomEvent("refused", { detail: { act: item.act, error } }));
  }

  #done(item, tell) {
    clearTimeout(item.timer);
    this.#items.delete(item.act.ref);
    keep(this.#key(item), null);
    tell();
    this.#changed();
  }

  // One key per act, so that two tabs never write over each other's.
  #key(item) {
    return `${this.#place}${item.principal}.${item.act.ref}`;
  }

  #changed() {
    this.dispatchEvent(new CustomEvent("change"));
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds); });
}

/** Whether an act of that moment is still to be sent. */
function worth(act, since) {
  return WRITTEN.has(act.do) || Date.now() - since <= (TAPPED.has(act.do) ? TAPS_WORTH_REPEATING : WORTH_REPEATING);
}

/** Forget everything unsent, drafts included: whoever used this browser has signed out. */
export function clearOutbox() {
  for (const prefix of [PREFIX, DRAFTS]) for (const key of keysUnder(prefix)) keep(key, null);
}

/** A reference nobody else will make. randomUUID only exists where the page is secure. */
export function makeRef() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
