/** What the host has pinned for everyone; whoever has read it may put it away on this device. */

import { $, delegate } from "../dom.js";
import { keep, recall } from "./keep.js";
import { clone, patch, show, slots, write } from "./patch.js";

export class Pins {
  #live;
  #root = $("[data-pins]");
  #key;
  #away;

  constructor(live, number) {
    this.#live = live;
    this.#key = `huiyin.pins.${number}`;
    this.#away = new Set((recall(this.#key) ?? "").split(" ").filter(Boolean).map(Number));
    delegate(this.#root, "click", "[data-unpin]", (event, button) => this.#putAway(button.closest("[data-key]")));
  }

  draw() {
    const pins = this.#live.state.pins.filter(({ seq }) => !this.#away.has(seq));
    patch(this.#root, pins, {
      key: ({ seq }) => seq,
      make: () => clone("tpl-pin"),
      fill: (node, { text }) => write(slots(node).text, text),
    });
    show(this.#root, pins.length > 0);
  }

  #putAway(node) {
    const next = node.nextElementSibling ?? node.previousElementSibling;
    this.#away.add(Number(node.dataset.key));
    keep(this.#key, [...this.#away].join(" "));
    this.draw();
    ($("button", next ?? undefined) && next ? $("button", next) : $("main")).focus({ preventScroll: true });
  }
}
