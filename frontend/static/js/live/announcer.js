/** The session's news for those who listen: answers in full, questions in batches, one at a time. */

import { announce } from "../dom.js";
import { keep, recall } from "./keep.js";
import { words } from "./patch.js";
import { pollNews } from "./poll.js";

const SWITCH = "huiyin.announcing";
const BATCH = 10_000;
// About how fast it is read out, so that one piece of news does not cut off another.
const PER_CHARACTER = 120;
const LONGEST = 60_000;

export class Announcer {
  #button;
  #on = recall(SWITCH) !== "off";
  #queue = [];
  #busy = null;
  #questions = 0;
  #batch = null;

  constructor(button) {
    this.#button = button;
    button.addEventListener("click", () => this.#turn(!this.#on));
    this.#reflect();
  }

  /** Take one event of the public log. */
  hear(frame, state) {
    const { kind, data } = frame;
    const { questions } = state;
    if (kind === "question.published") this.#count();
    else if (kind === "question.taken_up") this.#say(words(gettext("Now answering: %(text)s"), questions[data.number] ?? { text: "" }));
    else if (kind === "answer.published" || kind === "speech.published") this.#say(`${data.speaker.name || gettext("Host")}: ${plain(data)}`);
    else if (kind === "entry.corrected") this.#say(words(gettext("Corrected: %(text)s"), { text: plain(data) }));
    else if (kind === "session.paused") this.#say(`${gettext("A short break.")} ${data.note}`);
    else if (kind === "session.resumed") this.#say(gettext("The session goes on."));
    else if (kind.startsWith("poll.")) this.#say(pollNews(frame, state));
    else if (kind === "session.ended") this.#say(gettext("The session has ended."));
  }

  #count() {
    this.#questions += 1;
    this.#batch ??= setTimeout(() => {
      const n = this.#questions;
      this.#questions = 0;
      this.#batch = null;
      this.#say(words(ngettext("%(n)s new question", "%(n)s new questions", n), { n }));
    }, BATCH);
  }

  #say(text) {
    if (!this.#on) return;
    this.#queue.push(text);
    if (!this.#busy) this.#next();
  }

  #next() {
    const text = this.#queue.shift();
    this.#busy = null;
    if (text === undefined) return;
    announce(text);
    this.#busy = setTimeout(() => this.#next(), Math.min(LONGEST, 1000 + text.length * PER_CHARACTER));
  }

  #turn(on) {
    this.#on = on;
    if (!on) this.#queue = [];
    keep(SWITCH, on ? "on" : "off");
    this.#reflect();
  }

  #reflect() {
    this.#button.setAttribute("aria-pressed", String(this.#on));
  }
}

/** The words alone; between the items of a list a stop, so that they are heard one by one. */
function plain({ html, text }) {
  if (!html) return text;
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const block of body.querySelectorAll("p, li, br")) {
    block.after(/[\p{L}\p{N}]\s*$/u.test(block.textContent) ? "; " : " ");
  }
  return body.textContent.replace(/\s+/g, " ").trim();
}
