/** The session's news for those who listen: answers in full, questions in batches, one at a time. */

import { announce } from "../dom.js";
import { dueWords } from "./entries.js";
import { keep, recall } from "./keep.js";
import { words } from "./patch.js";

const SWITCH = "huiyin.announcing";
const BATCH = 10_000;
// About how fast it is read out, so that one piece of news does not cut off another.
const PER_CHARACTER = 120;
const LONGEST = 60_000;

/** What is said of an event, by its kind: (data, state) → text. */
export const SAID = {
  "question.taken_up": ({ number }, { questions }) => words(gettext("Now answering: %(text)s"), questions[number] ?? { text: "" }),
  "question.assigned": ({ number, unit }) => words(gettext("Question no. %(number)s is handed to %(unit)s."), { number, unit }),
  "answer.published": spoken,
  "speech.published": spoken,
  "answer.given_aloud": ({ number, speaker }) => words(gettext("%(name)s answered no. %(number)s aloud; the words follow."), { number, name: nameOf(speaker) }),
  "promise.made": (data) => words(gettext("%(name)s promises: %(text)s. %(due)s."), { name: nameOf(data.speaker), text: data.text, due: dueWords(data) }),
  "entry.corrected": (data) => words(gettext("Corrected: %(text)s"), { text: plain(data) }),
  "notice.pinned": ({ text }) => words(gettext("Notice: %(text)s"), { text }),
  "session.paused": ({ note }) => `${gettext("A short break.")} ${note}`,
  "session.resumed": () => gettext("The session goes on."),
  "session.extended": ({ note }) => `${gettext("The session goes on for longer than planned.")} ${note}`,
  "session.intake_closed": () => gettext("No more questions are taken; answering goes on."),
  "session.ended": ({ summary }) => `${gettext("The session has ended.")} ${summary ?? ""}`,
};

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
    if (kind === "question.published") this.#count();
    else if (kind.startsWith("poll.")) this.#poll(frame, state);
    else if (Object.hasOwn(SAID, kind)) this.#say(SAID[kind](data, state).trim());
  }

  async #poll(frame, state) {
    try {
      const { pollNews } = await import("./poll.js");
      this.#say(pollNews(frame, state));
    } catch { /* it is on the page as soon as there is a connection */ }
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

function nameOf(speaker) {
  return speaker.name || gettext("Host");
}

function spoken(data) {
  return `${nameOf(data.speaker)}: ${plain(data)}`;
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
