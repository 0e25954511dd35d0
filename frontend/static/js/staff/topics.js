// How many questions wait for each topic, and the choice of one of them.

import { delegate, el } from "../dom.js";
import { patchList, put, show } from "./list.js";

/** The topics above a list; pressing one leaves its questions only. */
export class Topics {
  #root;
  #live;
  #chosen = null;

  /**
   * @param {HTMLElement} root for the buttons
   * @param {object} live
   * @param {() => void} changed called when another topic was chosen
   */
  constructor(root, live, changed) {
    this.#root = root;
    this.#live = live;
    delegate(root, "click", "[data-topic]", (event, { dataset: { topic } }) => {
      this.#chosen = this.#chosen === topic ? null : topic;
      changed();
    });
  }

  /** Says whether a question of this topic is to be seen. */
  has(topic) {
    return this.#chosen === null || this.#chosen === topic;
  }

  /** Draws the topics of these questions. */
  paint(questions) {
    const counts = new Map();
    for (const { topic } of questions) counts.set(topic, (counts.get(topic) ?? 0) + 1);
    const topics = [...this.#live.state.session.topics, { code: "", name: gettext("Without a topic"), name_en: gettext("Without a topic") }];
    // One that has run empty is left of itself, or nothing would be seen any more.
    if (!counts.has(this.#chosen)) this.#chosen = null;
    show(this.#root, Array.from(counts.keys()).some(Boolean));
    patchList(this.#root, topics.filter(({ code }) => counts.has(code)), {
      key: ({ code }) => `topic-${code}`,
      make: ({ code }) => el("button", { class: "pick", type: "button", "data-topic": code }, el("span", { lang: "und" }), el("b", { class: "num" })),
      paint: (node, { code, ...names }) => {
        put(node.firstElementChild, nameOf(names));
        put(node.lastElementChild, counts.get(code));
        node.setAttribute("aria-pressed", String(this.#chosen === code));
      },
    });
  }
}

function nameOf({ name, name_en: english }) {
  return document.documentElement.lang.startsWith("zh") ? name : english || name;
}
