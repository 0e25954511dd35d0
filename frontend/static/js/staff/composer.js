// Writing down what is said: who speaks, whether it answers a question, the words.

import { $, el } from "../dom.js";
import { patchList, put, show } from "./list.js";
import { Speakers } from "./speakers.js";
import { currentQuestion } from "./waiting.js";
import { fill } from "./words.js";

// So soon after the words went, an empty field is an impatient second press, not a mistake.
const IMPATIENT_MS = 2_000;

/** The field of host and stenographer. */
export class Composer {
  #root;
  #live;
  #kept;
  #send;
  #purpose;
  #typed;
  #speakers;
  /** The question that the next words answer, or null for a speech. */
  #target = null;
  #last = null;
  #sentAt = 0;

  /**
   * @param {HTMLFormElement} root
   * @param {{live: object, kept: import("./drafts.js").Kept, guests: object[],
   *   send: (act: object) => void, purpose?: string, enter?: import("./enter.js").EnterChoice,
   *   typed?: (speaker: string, text: string) => void}} how `purpose` under which the draft is kept;
   *   `enter` says what Enter does; `typed` is told every change
   */
  constructor(root, { live, kept, guests, send, purpose = "say", enter = null, typed = () => {} }) {
    this.#root = root;
    this.#live = live;
    this.#kept = kept;
    this.#send = send;
    this.#purpose = purpose;
    this.#typed = typed;
    this.#speakers = new Speakers($("[data-speakers]", root), { guests, hosts: live.rights.includes("host") });
    this.#field.value = kept.get(purpose);
    this.#listen(enter);
  }

  /** True while something can be put on record: speeches on air, answers also afterwards. */
  get isOpen() {
    return this.#onAir || (this.#live.state.session.ended_at !== null && this.#answerable() !== null);
  }

  /** Draws the choices as they are now. */
  paint() {
    if (!this.#onAir) this.#target ??= this.#answerable();
    const current = currentQuestion(this.#live);
    if (current && current.number !== this.#last) this.#follow(current.number);
    this.#speakers.paint();
    patchList($("[data-modes]", this.#root), this.#modes(), {
      key: ({ target }) => String(target),
      make: ({ target }) => el("button", { class: "pick", type: "button", "data-mode": target ?? "" }),
      paint: (node, { target, label }) => {
        put(node, label);
        node.setAttribute("aria-pressed", String(target === this.#target));
      },
    });
  }

  /** Chooses who speaks by the digit shown; says whether there is such a speaker. */
  choose(digit) {
    const speaker = this.#speakers.byDigit(digit);
    if (speaker !== null) this.#speak(speaker);
    return speaker !== null;
  }

  /** Puts words back into the field, before what is there. */
  restore({ text, speaker, number }) {
    this.#field.value = [text, this.#field.value.trim()].filter(Boolean).join("\n\n");
    this.#kept.set(this.#purpose, this.#field.value);
    if (number) this.#target = number;
    if (speaker) this.#speakers.chosen = speaker;
    this.paint();
    this.focus();
  }

  /** Goes to the field. */
  focus() {
    this.#field.focus();
  }

  /** Who speaks, as a key. */
  get speaker() {
    return this.#speakers.chosen;
  }

  /** From an answer to the question now to a speech, and back. */
  toggle() {
    this.#target = this.#target === null ? this.#answerable() : null;
    this.paint();
  }

  get #field() {
    return $("textarea", this.#root);
  }

  get #error() {
    return $("[data-compose-error]", this.#root);
  }

  get #onAir() {
    return ["live", "paused"].includes(this.#live.state.session.state);
  }

  #listen(enter) {
    this.#field.addEventListener("input", () => {
      show(this.#error, false);
      this.#kept.set(this.#purpose, this.#field.value);
      this.#typed(this.speaker, this.#field.value);
    });
    this.#root.addEventListener("submit", (event) => { event.preventDefault(); this.#submit(); });
    this.#root.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      // Enter on a button presses that button.
      const sends = event.target === this.#field && enter?.sends(event);
      if (!(event.ctrlKey || event.metaKey || sends)) return;
      event.preventDefault();
      this.#root.requestSubmit();
    });
    this.#root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-speaker], [data-mode]");
      if (!button) return;
      if (button.dataset.speaker) this.#speak(button.dataset.speaker);
      else this.#target = button.dataset.mode ? Number(button.dataset.mode) : null;
      this.paint();
    });
  }

  // A new question on stage: leaders answer it, until somebody says otherwise.
  #follow(number) {
    this.#last = number;
    this.#target = this.#speakers.isHost ? null : number;
  }

  #speak(key) {
    this.#speakers.chosen = key;
    this.#typed(key, this.#field.value);
    this.#target = this.#speakers.isHost ? null : this.#answerable();
    this.paint();
  }

  #answerable() {
    const question = this.#live.state.questions[this.#last];
    return question?.text ? this.#last : null;
  }

  #modes() {
    const number = this.#answerable();
    const answer = number !== null && { target: number, label: fill(gettext("Answer to no. %(number)s"), { number }) };
    return [this.#onAir && { target: null, label: gettext("Speech") }, answer].filter(Boolean);
  }

  #submit() {
    const text = this.#field.value.trim();
    put(this.#error, gettext("Please write something first."));
    show(this.#error, !text && Date.now() - this.#sentAt > IMPATIENT_MS);
    if (!text) return this.#field.focus();
    this.#sentAt = Date.now();
    const words = { text, speaker: this.#speakers.chosen };
    this.#send(this.#target === null ? { do: "say", ...words } : { do: "answer", number: this.#target, ...words });
    this.#field.value = "";
    this.#kept.drop(this.#purpose);
    this.#typed(this.speaker, "");
    this.#field.focus();
  }
}
