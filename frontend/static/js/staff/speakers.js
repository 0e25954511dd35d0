// Who can speak, and who does: keys 0 for the host, 1–9 for the leaders.

import { el } from "../dom.js";
import { tongueOf } from "../tongue.js";
import { patchList } from "./list.js";

export const HOST = "host";

/** The row of speakers, of whom one is chosen. */
export class Speakers {
  chosen;
  #place;
  #all;

  /**
   * @param {Element} place for the buttons
   * @param {{guests: object[], hosts: boolean}} who the leaders; whether the host sits here
   */
  constructor(place, { guests, hosts }) {
    this.#place = place;
    this.#all = [{ key: HOST, name: gettext("Host"), post: "", digit: "0" },
      ...guests.map((guest, index) => ({ ...guest, digit: index < 9 ? String(index + 1) : "" }))];
    // The host opens; a stenographer mostly writes down what the leaders say.
    this.chosen = hosts ? HOST : this.#all.at(1)?.key ?? HOST;
  }

  /** True while the host speaks. */
  get isHost() {
    return this.chosen === HOST;
  }

  /** Who has this digit, as a key; null when nobody has. */
  byDigit(digit) {
    return this.#all.find((speaker) => speaker.digit === digit)?.key ?? null;
  }

  /** Draws the choice as it is now. */
  paint() {
    patchList(this.#place, this.#all, {
      key: ({ key }) => key,
      make: button,
      paint: (node, { key }) => node.setAttribute("aria-pressed", String(key === this.chosen)),
    });
  }
}

function button({ key, name, post, digit }) {
  return el("button", { class: "pick speaker", type: "button", "data-speaker": key, title: post || null },
    digit ? el("kbd", { "aria-hidden": "true" }, digit) : null, el("span", { lang: tongueOf(name) }, name));
}
