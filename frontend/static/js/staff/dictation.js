// Speaking into the field: the browser's own recognition, where it has one.

import { announce, toast } from "../dom.js";
import { openDialog } from "./dialogs.js";
import { put, show } from "./list.js";

const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
const KNOWS = "huiyin:dictation-known";

/** The microphone of a desk. */
export class Dictation {
  #field;
  #button;
  #label;
  #hearing = null;
  #wanted = false;
  #before = "";
  #after = "";

  /**
   * @param {HTMLTextAreaElement} field the words go to, where the caret stands
   * @param {HTMLButtonElement} button shown only where the browser can listen
   */
  constructor(field, button) {
    this.#field = field;
    this.#button = button;
    this.#label = button.querySelector("[data-label]");
    show(button, Boolean(Recognition));
  }

  /** Begins to listen, or stops. The first time it says where the sound goes. */
  async toggle() {
    if (!Recognition) return;
    if (this.#wanted) return this.stop();
    if (!known() && !(await openDialog("t-dictation", { submit: async () => know() }))) return;
    this.#wanted = true;
    this.#mark();
    this.#listen();
  }

  /** Stops listening; what was heard stays in the field. */
  stop() {
    if (!this.#wanted) return;
    this.#wanted = false;
    this.#mark();
    this.#hearing?.stop();
  }

  #listen() {
    const hearing = new Recognition();
    hearing.lang = document.documentElement.lang.startsWith("zh") ? "zh-CN" : "en-US";
    hearing.continuous = hearing.interimResults = true;
    hearing.onresult = (event) => this.#heard(event);
    hearing.onerror = ({ error }) => this.#failed(error);
    // A browser stops by itself after a silence.
    hearing.onend = () => this.#wanted && this.#listen();
    this.#hold();
    this.#hearing = hearing;
    hearing.start();
  }

  #hold() {
    const { value, selectionStart, selectionEnd } = this.#field;
    this.#before = value.slice(0, selectionStart);
    this.#after = value.slice(selectionEnd);
  }

  // Final words stay; those still being guessed at stand behind them until they are known.
  #heard({ results, resultIndex }) {
    const fresh = Array.from(results).slice(resultIndex);
    // Sent, or written over, meanwhile: begin where the caret stands now.
    if (!this.#field.value.startsWith(this.#before)) this.#hold();
    for (const result of fresh.filter(({ isFinal }) => isFinal)) this.#before += result[0].transcript;
    const guessed = fresh.filter(({ isFinal }) => !isFinal).map((result) => result[0].transcript).join("");
    this.#field.value = this.#before + guessed + this.#after;
    const caret = this.#before.length + guessed.length;
    this.#field.setSelectionRange(caret, caret);
    this.#field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #failed(error) {
    if (error === "no-speech" || error === "aborted") return;
    this.stop();
    toast(failure(error), { kind: "seal", seconds: 10 });
  }

  #mark() {
    this.#button.setAttribute("aria-pressed", String(this.#wanted));
    put(this.#label, this.#wanted ? gettext("Listening. Stop") : gettext("Speak"));
    announce(this.#wanted ? gettext("The microphone is on.") : gettext("The microphone is off."));
  }
}

function failure(error) {
  return {
    "not-allowed": gettext("The browser was not allowed to use the microphone. Please allow it beside the address, then press again."),
    "service-not-allowed": gettext("This browser does not write down speech here. Please type instead."),
    "audio-capture": gettext("No microphone was found. Please connect one and press again."),
    network: gettext("The service that writes down speech cannot be reached. What was heard so far stays in the field."),
    "language-not-supported": gettext("This browser does not write down this language. Please type instead."),
  }[error] ?? gettext("Listening stopped. What was heard so far stays in the field.");
}

function known() {
  try { return localStorage.getItem(KNOWS) === "yes"; } catch { return false; }
}

function know() {
  try { localStorage.setItem(KNOWS, "yes"); } catch { /* it will be said again */ }
}
