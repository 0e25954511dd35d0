// The answer that lies prepared under the question: to be read, changed or published.

import { $, clock, setServerHtml } from "../dom.js";
import { put, show } from "./list.js";
import { sourceList } from "./sources.js";
import { fill } from "./words.js";

/** The prepared answer on the leader's stage. */
export class Prepared {
  #root;
  #api;
  #shown = null;
  #cited = "";

  /**
   * @param {HTMLElement} root
   * @param {(path: string, options?: object) => Promise<any>} api of the session
   */
  constructor(root, api) {
    this.#root = root;
    this.#api = api;
  }

  /**
   * Draws the draft, if there is one and nobody is writing it here.
   * @param {import("./answer_draft.js").AnswerDraft} draft
   * @param {{writing: boolean, principal: string}} how
   */
  paint(draft, { writing, principal }) {
    const there = !writing && draft.number !== null && draft.text.trim() !== "";
    show(this.#root, there);
    if (!there) return;
    show($("[data-prepared-ready]", this.#root), draft.ready);
    put($("[data-prepared-by]", this.#root), byWords(draft, principal));
    this.#cite(draft.sources);
    if (this.#shown !== draft.text) this.#fill(draft.text);
  }

  #cite(sources) {
    const name = JSON.stringify(sources);
    if (name === this.#cited) return;
    this.#cited = name;
    const list = sourceList(sources);
    $("[data-prepared-sources]", this.#root).replaceChildren(...(list ? [list] : []));
  }

  // What was typed stands there at once; as it will look, a moment later.
  async #fill(text) {
    this.#shown = text;
    const place = $("[data-prepared-text]", this.#root);
    put(place, text);
    try {
      const { html } = await this.#api("/preview", { method: "POST", body: { text } });
      if (this.#shown === text) setServerHtml(place, html);
    } catch { /* the words stand there as they were typed */ }
  }
}

function byWords({ ready, stored, status }, principal) {
  const { at, by, name } = stored ?? {};
  if (!by || status !== "saved") return gettext("Your draft");
  const values = { name, time: clock(at) };
  if (by === principal) return fill(gettext("Your draft, %(time)s"), values);
  return ready ? fill(gettext("A draft is ready, by %(name)s, %(time)s"), values) : fill(gettext("Being written by %(name)s, %(time)s"), values);
}
