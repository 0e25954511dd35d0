// The host's questions on screen: the running order, then what waits without a place.

import { $, $$, announce, count, delegate, fromTemplate } from "../dom.js";
import { bindDrag } from "./drag.js";
import { patchList, put, putParts, show, slot } from "./list.js";
import { others, supportOf } from "./waiting.js";
import { Topics } from "./topics.js";
import { fill, numbered, supporters } from "./words.js";

const MOST = 200;

/** The left column of the host's desk. */
export class OrderList {
  #root;
  #live;
  #order;
  #sort = "support";
  #words = "";
  #topics;

  /**
   * @param {HTMLElement} root
   * @param {{live: object, order: import("./order.js").Order, takeUp: (number: number, pressed: HTMLElement) => void,
   *   takeDown: (number: number) => void}} how
   */
  constructor(root, { live, order, takeUp, takeDown }) {
    this.#root = root;
    this.#live = live;
    this.#order = order;
    this.#topics = new Topics($("[data-topics]", root), live, () => this.paint());
    const steps = {
      up: (number) => this.#step(number, -1),
      down: (number) => this.#step(number, 1),
      out: (number) => order.remove(number),
      in: (number) => { order.add(number); announce(fill(gettext("No. %(number)s was added to the order"), { number })); },
      "take-up": takeUp,
      "down-from-public": takeDown,
    };
    delegate(root, "click", "[data-row]", (event, button) => {
      steps[button.dataset.row](Number(button.closest("[data-key]").dataset.key), button);
    });
    delegate(root, "click", "[data-sort]", (event, button) => { this.#sort = button.dataset.sort; this.paint(); });
    $("[type=search]", root).addEventListener("input", ({ target }) => { this.#words = target.value.trim().toLowerCase(); this.paint(); });
    root.addEventListener("keydown", (event) => this.#key(event));
    if (this.#mayOrder) bindDrag($("[data-order]", root), (key, place) => this.#moved(Number(key), place));
  }

  /** Draws both lists as they are now. */
  paint() {
    const order = this.#order.questions;
    const rest = this.#rest(order);
    this.#paintOrder(order);
    for (const button of $$("[data-sort]", this.#root)) button.setAttribute("aria-pressed", String(button.dataset.sort === this.#sort));
    show($("[data-do=undo]", this.#root), this.#mayOrder && this.#order.canUndo);
    put($("[data-others-count]", this.#root), count(rest.length));
    this.#topics.paint([...order, ...rest]);
    show($("[data-others-none]", this.#root), rest.length === 0);
    patchList($("[data-others]", this.#root), rest.filter((question) => this.#found(question)).slice(0, MOST), {
      key: ({ number }) => number,
      make: () => fromTemplate("t-other"),
      paint: (node, question) => this.#paintOther(node, question),
    });
  }

  get #mayOrder() {
    return this.#live.rights.includes("host");
  }

  get #onAir() {
    return ["live", "paused"].includes(this.#live.state.session.state);
  }

  #rest(order) {
    const placed = new Set(order.map(({ number }) => number));
    const every = [...others(this.#live, this.#sort), ...this.#live.state.next.map((number) => this.#live.state.questions[number])];
    return every.filter((question) => question?.state === "published" && !placed.has(question.number));
  }

  #paintOrder(order) {
    show($("[data-order-none]", this.#root), order.length === 0);
    show($("[data-order-hint]", this.#root), order.length > 1 && this.#mayOrder);
    const list = $("[data-order]", this.#root);
    // A row in somebody's hand must not be moved by the list.
    if (list.classList.contains("dragging")) return;
    patchList(list, order, {
      key: ({ number }) => number,
      make: () => fromTemplate("t-order"),
      paint: (node, question, index) => this.#paintPlaced(node, question, index, order.length),
    });
  }

  #paintPlaced(node, question, index, length) {
    this.#paintWords(node, question);
    put(slot(node, "place"), index + 1);
    for (const name of ["up", "down", "out", "grip"]) put(slot(node, name), numbered(question.number));
    for (const name of ["up", "down", "out"]) show($(`[data-row=${name}]`, node), this.#mayOrder);
    show($("[data-grip]", node), this.#mayOrder);
    // Not `disabled`: the button would lose the focus at the end of its way.
    $("[data-row=up]", node).setAttribute("aria-disabled", String(index === 0));
    $("[data-row=down]", node).setAttribute("aria-disabled", String(index === length - 1));
  }

  #paintOther(node, question) {
    this.#paintWords(node, question);
    for (const name of ["in", "drop"]) put(slot(node, name), numbered(question.number));
    for (const name of ["in", "down-from-public"]) show($(`[data-row=${name}]`, node), this.#mayOrder);
  }

  #paintWords(node, question) {
    put(slot(node, "text"), question.text);
    const support = supportOf(this.#live, question.number);
    putParts(slot(node, "meta"), [numbered(question.number), question.name, support ? supporters(support) : ""]);
    put(slot(node, "take"), numbered(question.number));
    const mayTakeUp = this.#onAir && (this.#mayOrder || this.#live.rights.includes("answer"));
    show($("[data-row=take-up]", node), mayTakeUp);
  }

  #found({ text, name, number, topic }) {
    return this.#topics.has(topic) && (!this.#words || `${text}\n${name}\n${number}`.toLowerCase().includes(this.#words));
  }

  // On the grip the arrows are enough; elsewhere in a row they come with Alt.
  #key(event) {
    const row = event.target.closest("[data-order] > [data-key]");
    if (!row || !this.#mayOrder || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!event.altKey && !event.target.closest("[data-grip]")) return;
    const last = this.#order.numbers.length - 1;
    const number = Number(row.dataset.key);
    const place = this.#order.numbers.indexOf(number);
    const to = { ArrowUp: place - 1, ArrowDown: place + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (to >= 0 && to <= last && to !== place) this.#moved(number, to);
  }

  /** Goes to the first question of the running order, or of those that wait. */
  focus() {
    const row = $("[data-order] > [data-key], [data-others] > [data-key]", this.#root);
    $("[data-grip]:not([hidden]), button:not([hidden])", row ?? this.#root)?.focus();
  }

  #step(number, by) {
    const place = this.#order.numbers.indexOf(number) + by;
    if (place >= 0 && place < this.#order.numbers.length) this.#moved(number, place);
  }

  #moved(number, place) {
    this.#order.move(number, place);
    announce(fill(gettext("No. %(number)s is now in place %(place)s of %(all)s"), { number, place: place + 1, all: this.#order.numbers.length }));
  }
}
