// The check of a pasted text: who says what, each line to be assigned, changed or left out.

import { $, el, fromTemplate } from "../dom.js";
import { tongueOf } from "../tongue.js";
import { put, show, slot } from "./list.js";
import { fill } from "./words.js";

const OUT = "out";
const JOIN = "join";

/** The paragraphs of a pasted text, as a list of small forms. */
export class PasteList {
  #root;
  #speakers;
  #rows;

  /**
   * @param {HTMLElement} root with `[data-pasted-names]`, `[data-pasted-rows]` and `[data-pasted-count]`
   * @param {{label: string, speaker: string, at: string, text: string}[]} paragraphs
   * @param {{key: string, name: string}[]} speakers who can be chosen
   */
  constructor(root, paragraphs, speakers) {
    this.#root = root;
    this.#speakers = speakers;
    this.#rows = paragraphs.map((paragraph) => this.#row(paragraph));
    $("[data-pasted-rows]", root).replaceChildren(...this.#rows.map(({ node }) => node));
    $("[data-pasted-names]", root).replaceChildren(...this.#unknown().map((label) => this.#name(label)));
    root.addEventListener("change", () => this.#paint());
    this.#paint();
  }

  /** The acts that put it on record. Throws an Error, in words, while something is not decided. */
  acts() {
    const open = this.#rows.filter(({ choice }) => !choice.value);
    if (open.length) {
      open[0].choice.focus();
      throw new Error(fill(ngettext("%(n)s speech has no speaker yet. Please choose one, or leave it out.", "%(n)s speeches have no speaker yet. Please choose them, or leave them out.", open.length), { n: open.length }));
    }
    const acts = [];
    for (const { choice, field, label } of this.#rows) {
      const text = field.value.trim();
      if (choice.value === OUT || !text) continue;
      if (choice.value !== JOIN) acts.push({ do: "say", text, speaker: choice.value });
      else if (acts.length) acts.at(-1).text += `\n${label ? `${label}：` : ""}${text}`;
    }
    if (!acts.length) throw new Error(gettext("Everything is left out: there is nothing to put on record."));
    return acts;
  }

  #row({ label, speaker, at, text }) {
    const node = fromTemplate("t-pasted");
    const choice = this.#choice(speaker);
    choice.setAttribute("aria-label", gettext("Speaker"));
    slot(node, "choice").replaceWith(choice);
    put(slot(node, "label"), [label, at].filter(Boolean).join(" · "));
    const field = $("textarea", node);
    field.value = text;
    field.rows = Math.min(6, Math.ceil(text.length / 40) + text.split("\n").length - 1);
    return { node, label, known: Boolean(speaker), choice, field };
  }

  // One choice for all lines under a name that nobody here has.
  #name(label) {
    const lines = this.#rows.filter((row) => !row.known && row.label === label);
    const choice = this.#choice("");
    choice.addEventListener("change", () => { for (const row of lines) row.choice.value = choice.value; });
    const words = label || gettext("Before the first name");
    return el("label", { class: "pasted-name" }, el("span", { lang: tongueOf(words) }, words, " ", el("b", {}, String(lines.length))), choice);
  }

  #choice(speaker) {
    const options = [
      ["", gettext("Who is it?")], ...this.#speakers.map(({ key, name }) => [key, name]),
      [JOIN, gettext("Part of the words before")], [OUT, gettext("Leave out")],
    ];
    const choice = el("select", { class: "input" }, options.map(([value, words]) => el("option", { value }, words)));
    choice.value = speaker;
    return choice;
  }

  #unknown() {
    return [...new Set(this.#rows.filter(({ known }) => !known).map(({ label }) => label))];
  }

  #paint() {
    const kept = this.#rows.filter(({ choice }) => choice.value && ![OUT, JOIN].includes(choice.value)).length;
    const open = this.#rows.filter(({ choice }) => !choice.value).length;
    put($("[data-pasted-count]", this.#root), [
      fill(ngettext("%(n)s speech", "%(n)s speeches", kept), { n: kept }),
      open ? fill(ngettext("%(n)s without a speaker", "%(n)s without a speaker", open), { n: open }) : "",
    ].filter(Boolean).join(" · "));
    show($("[data-pasted-unknown]", this.#root), this.#unknown().length > 0);
    for (const { node, choice } of this.#rows) {
      node.classList.toggle("out", choice.value === OUT);
      node.classList.toggle("open", !choice.value);
    }
  }
}
