// The two forms of the desk, of which at most one is open: other words, or a reason.

import { $ } from "../dom.js";
import { DeclineForm } from "./decline_form.js";
import { EditForm } from "./edit_form.js";

/** The forms of the open question. */
export class Forms {
  #deciding;
  #edit;
  #decline;

  /**
   * @param {HTMLElement} root of the page
   * @param {{kept: import("./drafts.js").Kept, deciding: import("./deciding.js").Deciding,
   *   limit: () => number}} how `limit`: how many characters a question may have
   */
  constructor(root, { kept, deciding, limit }) {
    this.#deciding = deciding;
    this.#edit = new EditForm($("[data-edit]", root), {
      kept, limit, send: (row, text) => deciding.publish(row, text),
    });
    this.#decline = new DeclineForm($("[data-decline]", root), {
      kept, send: (row, reason, words) => deciding.decline(row, reason, words),
    });
  }

  /** True while one is open. */
  get isOpen() {
    return this.#edit.isOpen || this.#decline.isOpen;
  }

  /** Opens the form for other words, if the open question can be decided. */
  edit() {
    this.#open(this.#edit);
  }

  /** Opens the form for a reason, if the open question can be decided. */
  decline() {
    this.#open(this.#decline);
  }

  /** Closes what is open; what was written is kept. */
  close() {
    this.#edit.close();
    this.#decline.close();
  }

  /** Sends what is open; says whether anything was. */
  send() {
    if (this.#edit.isOpen) return this.#edit.submit();
    return this.#decline.isOpen && this.#decline.submit();
  }

  /** Chooses a reason by its digit; says whether the digit was one. */
  pick(digit) {
    return this.#decline.isOpen && this.#decline.choose(Number(digit) - 1);
  }

  /** Takes the reasons there are, and shows their digits. */
  offer(reasons, legend) {
    this.#decline.offer(reasons, legend);
  }

  #open(form) {
    const row = this.#deciding.decidable;
    if (!row) return;
    this.close();
    form.open(row);
  }
}
