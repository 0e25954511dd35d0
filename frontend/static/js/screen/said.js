/** The question of the moment, and the last words on it. */

import { $, day, setServerHtml } from "../dom.js";
import { asker, supportOf } from "../live/question.js";
import { attribute, show, slots, words, write } from "../live/patch.js";
import { people } from "./words.js";
import { Pager } from "./pager.js";
import { sizeOf } from "./scene.js";

export class Said {
  #root = $("#screen");
  #part = slots($("[data-on=question]"));
  #question = new Pager($("[data-pager=question]"), $("[data-count=question]"));
  #said = new Pager($("[data-pager=said]"), $("[data-count=said]"));
  #asked = this.#part.question.textContent;
  #heard = null;

  draw(live, { face, question, said, answering }, wanted) {
    if (face !== "question") return;
    const typed = wanted.has("answers") ? typedBy(live) : null;
    this.#root.toggleAttribute("data-said", Boolean(said || typed));
    show(this.#part.asking, Boolean(question));
    show(this.#part.saying, Boolean(said || typed));
    if (question) this.#ask(live, question, answering);
    if (typed) this.#type(typed);
    else if (said) this.#say(live.state, said);
  }

  #ask(live, question, answering) {
    const part = this.#part;
    show(part.answering, answering);
    show(part.answered, !answering);
    write(part.asker, asker(question));
    write(part.number, words(gettext("No. %(number)s"), question));
    const { total } = supportOf(live, question.number);
    write(part.support, total ? people.support(total) : "");
    if (this.#asked === question.text) return;
    this.#asked = question.text;
    attribute(part.question, "data-size", sizeOf(question.text));
    part.question.textContent = question.text;
    this.#question.begin();
  }

  #say({ promises }, entry) {
    const stands = entry.corrections.at(-1) ?? entry;
    this.#whoSpeaks(entry.speaker, promises[entry.seq]);
    if (this.#heard === stands) return;
    this.#heard = stands;
    const { said } = this.#part;
    said.classList.remove("typing");
    attribute(said, "data-size", sizeOf(stands.text));
    if (stands.html) setServerHtml(said, stands.html);
    else said.textContent = stands.text || gettext("Answered aloud.");
    this.#said.begin();
  }

  /** What is being typed at the moment, its last words in sight. */
  #type({ speaker, text }) {
    this.#whoSpeaks(speaker, null);
    const { said } = this.#part;
    this.#heard = null;
    said.classList.add("typing");
    attribute(said, "data-size", sizeOf(text));
    if (said.textContent !== text) said.textContent = text;
    this.#said.follow();
  }

  #whoSpeaks(speaker, promise) {
    const part = this.#part;
    write(part.speaker, speaker?.name || gettext("Host"));
    write(part.post, speaker?.post);
    write(part.promised, promise ? words(gettext("Promised: %(unit)s, by %(day)s"), { unit: promise.unit, day: day(promise.due) }) : "");
  }
}

function typedBy({ typing, state }) {
  const [key, text] = Object.entries(typing).find(([, words]) => words) ?? [];
  if (!key) return null;
  return { text, speaker: state.session.guests.find((guest) => guest.key === key) ?? { name: "", post: "" } };
}
