// Notices that stay where everyone sees them: what is pinned, and the field for another.

import { $, clock, delegate, fromTemplate, toast } from "../dom.js";
import { patchList, put, show, slot } from "./list.js";
import { underWay } from "./under_way.js";
import { fill } from "./words.js";

const PURPOSE = "pin";

/** The host's notices. */
export class Pins {
  #root;
  #live;
  #kept;

  /**
   * @param {HTMLDetailsElement} root
   * @param {{live: object, kept: import("./drafts.js").Kept}} how
   */
  constructor(root, { live, kept }) {
    this.#root = root;
    this.#live = live;
    this.#kept = kept;
    const field = this.#field;
    field.value = kept.get(PURPOSE);
    field.addEventListener("input", () => kept.set(PURPOSE, field.value));
    $("form", root).addEventListener("submit", (event) => { event.preventDefault(); underWay.once("pin", () => this.#pin(), $("[type=submit]", root)); });
    delegate(root, "click", "[data-unpin]", (event, button) => {
      underWay.once(`unpin ${button.closest("[data-key]").dataset.key}`, () => this.#unpin(button), button);
    });
  }

  /** Draws what is pinned; open while something is, until somebody closes it. */
  paint() {
    const { pins, session } = this.#live.state;
    put($("[data-pin-count]", this.#root), pins.length);
    show($("form", this.#root), this.#mayPin && ["announced", "collecting", "live", "paused"].includes(session.state));
    show($("[data-pins-none]", this.#root), pins.length === 0);
    patchList($("[data-pins]", this.#root), pins, {
      key: ({ seq }) => seq,
      make: () => fromTemplate("t-pin"),
      paint: (node, { text, at }) => {
        put(slot(node, "text"), text);
        put(slot(node, "at"), fill(gettext("since %(time)s"), { time: clock(at) }));
        show($("[data-unpin]", node), this.#mayPin);
      },
    });
  }

  /** Goes to the field. */
  focus() {
    this.#root.open = true;
    this.#field.focus();
  }

  get #field() {
    return $("textarea", this.#root);
  }

  get #mayPin() {
    return this.#live.rights.includes("host");
  }

  async #pin() {
    const field = this.#field;
    const error = $("[data-error]", this.#root);
    show(error, false);
    try {
      await this.#live.act({ do: "pin", text: field.value.trim() });
      field.value = "";
      this.#kept.drop(PURPOSE);
      toast(gettext("Everyone sees the notice now."), { kind: "good" });
    } catch (refusal) {
      put(error, refusal.message);
      show(error, true);
    }
  }

  async #unpin(button) {
    try {
      await this.#live.act({ do: "unpin", target: Number(button.closest("[data-key]").dataset.key) });
      this.#field.focus();
    } catch (error) {
      toast(error.message, { kind: "seal" });
    }
  }
}
