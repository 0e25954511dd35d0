/** Searching among the public questions, and looking at those of one topic only. */

import { $, $$, announce, count } from "../dom.js";
import { patch, show, slots, words, write } from "./patch.js";
import { find, folded, termsOf } from "./search.js";
import { topicName } from "./question.js";

// Long enough after the last key for the words to be said once.
const QUIET = 700;
const known = new WeakMap();

export class Finding {
  #live;
  #root = $("[data-finding]");
  #input = $("[data-find]");
  #topic = $("[data-topic]");
  #terms = [];
  #saying = null;

  /** `changed()` is called when something else is looked for. */
  constructor(live, changed) {
    this.#live = live;
    const again = () => { this.#terms = termsOf(this.#input.value); changed(); };
    this.#input.addEventListener("input", again);
    this.#topic.addEventListener("change", again);
    this.#input.addEventListener("keydown", (event) => event.key === "Escape" && this.#input.value && (this.clear(), event.preventDefault()));
    for (const button of $$("[data-unfind]")) button.addEventListener("click", () => { this.clear(); this.#input.focus(); });
    // A browser may bring back what was typed before a reload.
    this.#terms = termsOf(this.#input.value);
  }

  get on() { return this.#terms.length > 0 || this.#topic.value !== ""; }
  /** With words to look for, answered questions are found as well. */
  get searching() { return this.#terms.length > 0; }
  get query() { return this.#input.value.trim(); }
  /** Changes whenever a question would be drawn differently. */
  get key() { return this.#terms.join(" "); }

  clear() {
    this.#input.value = "";
    this.#topic.value = "";
    this.#input.dispatchEvent(new Event("input"));
  }

  matches(question) {
    if (this.#topic.value && question.topic !== this.#topic.value) return false;
    if (!this.#terms.length) return true;
    return String(question.number) === this.#terms.join("") || find(about(question), this.#terms) !== null;
  }

  /** Where the words stand in the question's own text. */
  places({ text }) {
    const whole = folded(text);
    return this.#terms.flatMap((term) => find(whole, [term]) ?? []).sort((a, b) => a[0] - b[0]);
  }

  draw(found, all) {
    const { topics } = this.#live.state.session;
    show(slots(this.#root).topics, topics.length > 0);
    drawTopics(this.#topic, topics);
    const line = this.on ? words(ngettext("%(n)s of %(all)s question", "%(n)s of %(all)s questions", all), { n: count(found), all: count(all) }) : "";
    const place = slots(this.#root).found;
    if (place.textContent === line) return;
    write(place, line);
    clearTimeout(this.#saying);
    if (line) this.#saying = setTimeout(() => announce(words(ngettext("%(n)s question found", "%(n)s questions found", found), { n: count(found) })), QUIET);
  }
}

/** Keep the choices of a `<select>` of topics; its first one, for no topic, stays. */
export function drawTopics(select, topics) {
  const [none, ...shown] = select.options;
  if (shown.map(({ value }) => value).join() === topics.map(({ code }) => code).join()) return;
  const chosen = select.value;
  select.replaceChildren(none, ...topics.map((topic) => new Option(topicName(topic), topic.code)));
  select.value = topics.some(({ code }) => code === chosen) ? chosen : "";
}

/** What a question is found by: its words and the name shown; folded once. */
function about(question) {
  if (!known.has(question)) known.set(question, folded(`${question.text}\n${question.name}`));
  return known.get(question);
}
