// What an answer rests on: a title and an address each, as many as ten.

import { $, $$, delegate, el, fromTemplate } from "../dom.js";
import { tongueOf } from "../tongue.js";
import { show } from "./list.js";

const MOST = 10;
const ADDRESS = /^https?:\/\/\S+$/;

/** The rows of sources in a form. */
export class SourceFields {
  #root;
  #tell;

  /**
   * @param {HTMLElement} root with `[data-source-rows]` and `[data-add-source]`
   * @param {(sources: {title: string, href: string}[]) => void} tell called when one was changed
   */
  constructor(root, tell) {
    this.#root = root;
    this.#tell = tell;
    root.addEventListener("input", () => this.#changed());
    $("[data-add-source]", root).addEventListener("click", () => this.#add());
    delegate(root, "click", "[data-remove-source]", (event, button) => this.#remove(button.closest("[data-source]")));
  }

  /** Draws sources that came from elsewhere; what stands here already is left alone. */
  paint(sources) {
    if (JSON.stringify(this.#read()) === JSON.stringify(sources)) return;
    this.#rows.replaceChildren(...sources.map((source) => row(source)));
    this.#limit();
  }

  get #rows() {
    return $("[data-source-rows]", this.#root);
  }

  #read() {
    return $$("[data-source]", this.#root)
      .map((node) => ({ title: $("[name=source-title]", node).value.trim(), href: $("[name=source-href]", node).value.trim() }))
      .filter(({ title, href }) => title || href);
  }

  #changed() {
    for (const field of $$("[name=source-href]", this.#root)) {
      const bad = field.value.trim() !== "" && !ADDRESS.test(field.value.trim());
      field.setAttribute("aria-invalid", String(bad));
    }
    this.#tell(this.#read());
  }

  #add() {
    const node = row({ title: "", href: "" });
    this.#rows.append(node);
    this.#limit();
    $("input", node).focus();
  }

  #remove(node) {
    node.remove();
    this.#limit();
    $("[data-add-source]", this.#root).focus();
    this.#changed();
  }

  #limit() {
    show($("[data-add-source]", this.#root), this.#rows.children.length < MOST);
  }
}

function row({ title, href }) {
  const node = fromTemplate("t-source");
  $("[name=source-title]", node).value = title;
  $("[name=source-href]", node).value = href;
  return node;
}

/**
 * What goes on the record: a source with an address and no title is called by its address.
 * @param {{title: string, href: string}[]} sources
 */
export function asGiven(sources) {
  return sources.filter(({ title, href }) => title || href).map(({ title, href }) => ({ title: title || href.slice(0, 120), href }));
}

/**
 * A list of sources to read.
 * @param {{title: string, href: string}[]} sources
 * @returns {Element | null} nothing where there are none
 */
export function sourceList(sources) {
  if (!sources?.length) return null;
  return el("ul", { class: "sources" }, sources.map(({ title, href }) => el("li", { lang: tongueOf(title) },
    ADDRESS.test(href) ? el("a", { href, target: "_blank", rel: "noopener noreferrer" }, title || href) : title)));
}
