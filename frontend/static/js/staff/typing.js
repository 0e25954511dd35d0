// What is being typed, shown to everyone while it is typed: its end, three times a second at most.

import { $ } from "../dom.js";
import { put, show } from "./list.js";

const EVERY_MS = 350;
const MOST = 240;
const UNSEEN = "huiyin:typing-unseen";

/** The sign that says who sees what is typed, and the way there. */
export class Typing {
  #live;
  #sign;
  #allowed;
  #unseen;
  #timer = null;
  #wanted = null;
  #told = { speaker: "", text: "" };

  /**
   * @param {object} live
   * @param {HTMLElement} sign with `[data-typing-words]` and the switch `[data-typing-switch]`
   */
  constructor(live, sign) {
    this.#live = live;
    this.#sign = sign;
    this.#allowed = "liveText" in sign.dataset;
    this.#unseen = sessionStorage.getItem(UNSEEN) === "yes";
    $("[data-typing-switch]", sign).addEventListener("click", () => this.#switch());
    addEventListener("pagehide", () => this.#tell(this.#told.speaker, ""));
  }

  /** Takes what stands in the field now, for this speaker. */
  write(speaker, text) {
    if (this.#told.text && this.#told.speaker !== speaker) this.#tell(this.#told.speaker, "");
    if (!text.trim()) return this.#stop(speaker);
    this.#wanted = { speaker, text: text.slice(-MOST) };
    this.#timer ??= setTimeout(() => this.#flush(), EVERY_MS);
  }

  /** Draws the sign. */
  paint() {
    show(this.#sign, this.#allowed && this.#onAir);
    this.#sign.classList.toggle("unseen", this.#unseen);
    put($("[data-typing-words]", this.#sign), this.#unseen ? gettext("Only you see what you type.") : gettext("Everyone sees what you type."));
    put($("[data-typing-switch]", this.#sign), this.#unseen ? gettext("Show it while I type") : gettext("Type unseen"));
  }

  get #onAir() {
    return ["live", "paused"].includes(this.#live.state.session.state);
  }

  #stop(speaker) {
    clearTimeout(this.#timer);
    this.#timer = this.#wanted = null;
    if (this.#told.text) this.#tell(speaker, "");
  }

  #flush() {
    this.#timer = null;
    const { speaker, text } = this.#wanted;
    this.#wanted = null;
    this.#tell(speaker, text);
  }

  #tell(speaker, text) {
    if (!this.#allowed || !this.#onAir || (this.#unseen && text)) return;
    if (text === this.#told.text && speaker === this.#told.speaker) return;
    // Half a character (of a pair) is none.
    if (this.#live.hint({ do: "typing", speaker, text: text.replace(/^[\udc00-\udfff]/, "") })) this.#told = { speaker, text };
  }

  #switch() {
    this.#unseen = !this.#unseen;
    sessionStorage.setItem(UNSEEN, this.#unseen ? "yes" : "no");
    if (this.#unseen) this.#stop(this.#told.speaker);
    this.paint();
  }
}
