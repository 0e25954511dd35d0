// The form in which a poll is written down, new or once more.

import { $, $$ } from "../dom.js";

/** One form, for a new poll or for one that is prepared. */
export class PollForm {
  #form;
  #save;
  #editing = { number: 0, version: 0 };

  /**
   * @param {HTMLFormElement} form
   * @param {(act: object) => Promise<unknown>} save sends the act; what it throws is shown here
   */
  constructor(form, save) {
    this.#form = form;
    this.#save = save;
    form.addEventListener("input", () => this.#suit());
    form.addEventListener("submit", (event) => { event.preventDefault(); this.#submit(); });
  }

  get isOpen() { return !this.#form.hidden; }

  /** Opens the form, empty or with a prepared poll; what was begun and not saved is still there. */
  open(poll = null) {
    if (poll) this.#take(poll);
    else if (this.#editing.number) this.#clear();
    this.#form.hidden = false;
    this.#suit();
    this.#say("");
    this.#form.elements.question.focus();
  }

  close() {
    this.#form.hidden = true;
  }

  #take({ number, version, question, form, options, most, hidden }) {
    const fields = this.#form.elements;
    this.#editing = { number, version };
    fields.question.value = question;
    fields.form.value = form;
    fields.options.value = form === "rating" ? "" : options.join("\n");
    fields[form === "words" ? "most_words" : "most"].value = Math.max(most, form === "words" ? 1 : 2);
    fields.withhold.checked = hidden;
  }

  #clear() {
    this.#editing = { number: 0, version: 0 };
    this.#form.reset();
  }

  #suit() {
    for (const part of $$("[data-when-form]", this.#form)) part.hidden = !part.dataset.whenForm.split(" ").includes(this.#form.elements.form.value);
  }

  async #submit() {
    const button = $("[type=submit]", this.#form);
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    this.#say("");
    try {
      await this.#save(this.#act);
      this.#clear();
      this.close();
    } catch (error) {
      this.#say(error.message);
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  get #act() {
    const fields = this.#form.elements;
    const form = fields.form.value;
    const choices = ["single", "multiple"].includes(form);
    const most = Number((form === "words" ? fields.most_words : fields.most).value) || 1;
    return {
      do: "prepare_poll",
      poll: this.#editing.number,
      version: this.#editing.version,
      question: fields.question.value,
      form,
      options: choices ? fields.options.value.split("\n").map((line) => line.trim()).filter(Boolean) : [],
      most: ["multiple", "words"].includes(form) ? most : 1,
      hidden: fields.withhold.checked,
    };
  }

  #say(error) {
    const place = $("[data-poll-form-error]", this.#form);
    place.textContent = error;
    place.hidden = !error;
  }
}
