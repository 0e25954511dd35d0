// Editing before publication: the original beside it, what changes beneath it, nothing lost.

import { $, count } from "../dom.js";
import { show } from "./list.js";
import { diffNodes } from "./question_pane.js";
import { fill } from "./words.js";

/** The form in which a question is reworded and then published. */
export class EditForm {
  #root;
  #kept;
  #limit;
  #row = null;

  /**
   * @param {HTMLFormElement} root
   * @param {{kept: import("./drafts.js").Kept, limit: () => number, send: (row: object, text: string) => void}} how
   */
  constructor(root, { kept, limit, send }) {
    this.#root = root;
    this.#kept = kept;
    this.#limit = limit;
    this.#field.addEventListener("input", () => this.#typed());
    root.addEventListener("submit", (event) => {
      event.preventDefault();
      const row = this.#row;
      const text = this.#field.value.trim();
      if (!this.#fits(text)) return this.#field.focus();
      this.close();
      send(row, text);
    });
  }

  get isOpen() {
    return this.#row !== null;
  }

  /** Opens on a question, with the wording left here earlier, if there is one. */
  open(row) {
    this.#row = row;
    this.#field.value = this.#kept.get(`edit ${row.number}`) || row.text;
    $("[data-edit-original]", this.#root).textContent = row.original || row.text;
    this.#typed();
    show(this.#root, true);
    this.#field.focus();
    this.#field.setSelectionRange(this.#field.value.length, this.#field.value.length);
  }

  /** Closes; what was typed stays for the next time. */
  close() {
    this.#row = null;
    show(this.#root, false);
  }

  /** Sends as the button does. */
  submit() {
    this.#root.requestSubmit();
  }

  get #field() {
    return $("textarea", this.#root);
  }

  #typed() {
    const text = this.#field.value;
    const asked = this.#row.original || this.#row.text;
    if (text.trim() === this.#row.text) this.#kept.drop(`edit ${this.#row.number}`);
    else this.#kept.set(`edit ${this.#row.number}`, text);
    $("[data-edit-diff]", this.#root).replaceChildren(...diffNodes(asked, text.trim()));
    const length = Array.from(text.trim()).length;
    $("[data-edit-count]", this.#root).textContent = `${count(length)} / ${count(this.#limit())}`;
    show($("[data-edit-error]", this.#root), false);
  }

  #fits(text) {
    const length = Array.from(text).length;
    const error = $("[data-edit-error]", this.#root);
    if (length && length <= this.#limit()) return true;
    error.textContent = length
      ? fill(gettext("This has %(length)s characters; at most %(limit)s are allowed."), { length, limit: this.#limit() })
      : gettext("Please leave some text, or decline the question.");
    show(error, true);
    return false;
  }
}
