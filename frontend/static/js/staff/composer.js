// Writing down what is said: who speaks, whether it answers a question, the words.

import { $, el } from "../dom.js";
import { patchList, put, show } from "./list.js";
import { currentQuestion } from "./waiting.js";
import { fill } from "./words.js";

const PURPOSE = "say";
const HOST = "host";

/** The field of host and stenographer. Speakers have keys: 0 the host, 1–9 the leaders. */
export class Composer {
  #root;
  #live;
  #kept;
  #send;
  #speakers;
  #speaker;
  /** The question that the next words answer, or null for a speech. */
  #target = null;
  #last = null;

  /**
   * @param {HTMLFormElement} root
   * @param {{live: object, kept: import("./drafts.js").Kept, guests: object[],
   *   send: (act: object) => void}} how
   */
  constructor(root, { live, kept, guests, send }) {
    this.#root = root;
    this.#live = live;
    this.#kept = kept;
    this.#send = send;
    this.#speakers = [{ key: HOST, name: gettext("Host"), post: "", digit: "0" },
      ...guests.map((guest, index) => ({ ...guest, digit: index < 9 ? String(index + 1) : "" }))];
    // The host opens; a stenographer mostly writes down what the leaders say.
    this.#speaker = live.rights.includes("host") ? HOST : this.#speakers.at(1)?.key ?? HOST;
    this.#field.value = kept.get(PURPOSE);
    this.#listen();
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
    patchList($("[data-speakers]", this.#root), this.#speakers, {
      key: ({ key }) => key,
      make: (speaker) => this.#speakerButton(speaker),
      paint: (node, { key }) => node.setAttribute("aria-pressed", String(key === this.#speaker)),
    });
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
    const speaker = this.#speakers.find((other) => other.digit === digit);
    if (speaker) this.#speak(speaker.key);
    return Boolean(speaker);
  }

  /** Puts words back into the field, before what is there. */
  restore({ text, speaker, number }) {
    this.#field.value = [text, this.#field.value.trim()].filter(Boolean).join("\n\n");
    this.#kept.set(PURPOSE, this.#field.value);
    if (number) this.#target = number;
    if (speaker) this.#speaker = speaker;
    this.paint();
    this.focus();
  }

  /** Goes to the field. */
  focus() {
    this.#field.focus();
  }

  get #field() {
    return $("textarea", this.#root);
  }

  get #onAir() {
    return ["live", "paused"].includes(this.#live.state.session.state);
  }

  #listen() {
    this.#field.addEventListener("input", () => this.#kept.set(PURPOSE, this.#field.value));
    this.#root.addEventListener("submit", (event) => { event.preventDefault(); this.#submit(); });
    this.#root.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) this.#root.requestSubmit();
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
    this.#target = this.#speaker === HOST ? null : number;
  }

  #speak(key) {
    this.#speaker = key;
    this.#target = key === HOST ? null : this.#answerable();
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

  #speakerButton({ key, name, post, digit }) {
    return el("button", { class: "pick speaker", type: "button", "data-speaker": key, title: post || null },
      digit ? el("kbd", { "aria-hidden": "true" }, digit) : null, name);
  }

  #submit() {
    const text = this.#field.value.trim();
    const error = $("[data-compose-error]", this.#root);
    put(error, gettext("Please write something first."));
    show(error, !text);
    if (!text) return this.#field.focus();
    const words = { text, speaker: this.#speaker };
    this.#send(this.#target === null ? { do: "say", ...words } : { do: "answer", number: this.#target, ...words });
    this.#field.value = "";
    this.#kept.drop(PURPOSE);
    this.#field.focus();
  }
}
