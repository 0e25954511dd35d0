// Declining with a coded reason: one number decides, words where the reason needs them.

import { $, $$, el, fromTemplate } from "../dom.js";
import { show } from "./list.js";

/** The form in which a question is declined. */
export class DeclineForm {
  #root;
  #kept;
  #send;
  #reasons = [];
  #row = null;

  /**
   * @param {HTMLFormElement} root
   * @param {{kept: import("./drafts.js").Kept, send: (row: object, reason: string, words: string) => void}} how
   */
  constructor(root, { kept, send }) {
    this.#root = root;
    this.#kept = kept;
    this.#send = send;
    root.addEventListener("submit", (event) => { event.preventDefault(); this.#decide(); });
    root.addEventListener("change", () => this.#chosen());
    this.#words.addEventListener("input", () => this.#typed());
  }

  get isOpen() {
    return this.#row !== null;
  }

  /** Takes the reasons of this platform, in their order, and shows their keys in `legend`. */
  offer(reasons, legend) {
    this.#reasons = reasons;
    legend.replaceChildren(...reasons.slice(0, 9).map(({ label }, index) => (
      el("li", {}, el("kbd", {}, String(index + 1)), label))));
    $("[data-reasons]", this.#root).replaceChildren(...reasons.map((reason, index) => {
      const node = fromTemplate("t-reason", { key: index < 9 ? String(index + 1) : "", label: reason.label });
      $("input", node).value = reason.code;
      return node;
    }));
  }

  /** Opens on a question, with the words left here earlier, if there are any. */
  open(row) {
    this.#row = row;
    this.#root.reset();
    this.#words.value = this.#kept.get(`decline ${row.number}`);
    this.#chosen();
    show(this.#root, true);
    this.#root.scrollIntoView({ block: "nearest" });
    $("input[type=radio]", this.#root)?.focus();
  }

  /** Closes; words typed stay for the next time. */
  close() {
    this.#row = null;
    show(this.#root, false);
  }

  /** Chooses the reason with this key and decides, unless it needs words first. */
  choose(index) {
    const radio = $$("input[type=radio]", this.#root)[index];
    if (!radio) return;
    radio.checked = true;
    this.#chosen();
    this.#decide();
  }

  /** Sends as the button does. */
  submit() {
    this.#root.requestSubmit();
  }

  get #words() {
    return $("textarea", this.#root);
  }

  get #reason() {
    const code = $("input[type=radio]:checked", this.#root)?.value;
    return this.#reasons.find((reason) => reason.code === code) ?? null;
  }

  #typed() {
    if (this.#row) this.#kept.set(`decline ${this.#row.number}`, this.#words.value);
    show($("[data-decline-error]", this.#root), false);
  }

  #chosen() {
    const needed = Boolean(this.#reason?.needs_words);
    show($("[data-words-optional]", this.#root), !needed);
    this.#words.required = needed;
    show($("[data-decline-error]", this.#root), false);
  }

  #decide() {
    const words = this.#words.value.trim();
    if (!this.#reason) return this.#object(gettext("Please choose one of the reasons."), $("input[type=radio]", this.#root));
    if (this.#reason.needs_words && !words) {
      return this.#object(gettext("This reason needs a sentence for the person who asked."), this.#words);
    }
    const [row, code] = [this.#row, this.#reason.code];
    this.close();
    this.#send(row, code, words);
  }

  #object(text, field) {
    const error = $("[data-decline-error]", this.#root);
    error.textContent = text;
    show(error, true);
    field?.focus();
  }
}
