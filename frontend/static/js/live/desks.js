/** The way back to one's desk, for those who have a part to play in this session. */

import { $, $$ } from "../dom.js";
import { show } from "./patch.js";

export class Desks {
  #live;
  #bar = $("[data-desks]");

  constructor(live) {
    this.#live = live;
  }

  draw() {
    const { rights } = this.#live;
    const ways = $$("[data-rights]", this.#bar);
    for (const way of ways) show(way, way.dataset.rights.split(" ").some((right) => rights.includes(right)));
    show(this.#bar, ways.some((way) => !way.hidden));
  }
}
