/**
 * News of one's own questions: a calm line wherever on the page one is, a mark in the title while
 * the page is hidden, and, if the person has allowed it, the browser's notification.
 */

import { $, toast } from "../dom.js";
import { keep, recall } from "./keep.js";
import { attribute, show, slots, words, write } from "./patch.js";

const SWITCH = "huiyin.telling";
// What one tab has shown to somebody, passed on to the others through storage, where nothing stays.
const SEEN = "huiyin.seen";
const SEEN_WITHIN = 1_000;

const WORDS = {
  published: () => gettext("Your question no. %(number)s is public."),
  taken_up: () => gettext("Your question no. %(number)s is being answered now."),
  answered: () => gettext("Your question no. %(number)s has been answered."),
  declined: () => gettext("Your question no. %(number)s is not made public. The reason is under Mine."),
  taken_down: () => gettext("Your question no. %(number)s has been taken down. The reason is under Mine."),
  handed_over: () => gettext("Your question no. %(number)s is now followed as a case."),
};

export class OwnNews {
  #live;
  #see;
  #states = new Map();
  #known = false;
  #seen = new Set();
  // What happened while nobody looked, by question: the last of it.
  #unseen = new Map();
  #count = 0;
  #title = document.title;
  #place = $("[data-telling]");
  #button = $("[data-tell]");

  /** `see(question)` brings what the news is about into view. */
  constructor(live, see) {
    this.#live = live;
    this.#see = see;
    this.#button.addEventListener("click", () => this.#turn());
    document.addEventListener("visibilitychange", () => document.hidden || this.#looked());
    addEventListener("storage", ({ key, newValue }) => key === SEEN && this.#seen.add(newValue));
  }

  draw() {
    const questions = this.#live.mine?.questions;
    this.#offer(questions?.length > 0);
    if (!questions) return;
    for (const question of questions) {
      const before = this.#states.get(question.number);
      this.#states.set(question.number, question.state);
      // What has happened before one came is shown under Mine; only what happens now is news.
      if (this.#known && before && before !== question.state && WORDS[question.state]) this.#tell(question);
    }
    this.#known = true;
  }

  #tell(question) {
    const text = words(WORDS[question.state](), question);
    const say = () => toast(text, { action: { label: gettext("See it"), run: () => this.#see(question) } });
    const about = `huiyin-${location.pathname}-${question.number}`;
    const tag = `${about}-${question.state}`;
    if (!document.hidden) {
      say();
      keep(SEEN, tag);
      keep(SEEN, null);
      return;
    }
    this.#unseen.set(question.number, say);
    this.#count += 1;
    document.title = `(${this.#count}) ${this.#title}`;
    if (!this.#allowed) return;
    const body = `${text}\n${question.text}`.slice(0, 300);
    // Perhaps another tab is in sight: then nobody has to be called.
    setTimeout(() => document.hidden && !this.#seen.has(tag) && this.#notify({ body, tag, about }), SEEN_WITHIN);
  }

  async #notify(news) {
    const { notify } = await import("../call.js");
    await notify(this.#live.state.session.title, { ...news, path: location.pathname });
  }

  /** Back again: what happened meanwhile is said now, and calls nobody any more. */
  async #looked() {
    document.title = this.#title;
    this.#count = 0;
    for (const say of this.#unseen.values()) say();
    this.#unseen.clear();
    if (this.#allowed) (await import("../call.js")).takeAway(location.pathname);
  }

  get #allowed() {
    return "Notification" in window && Notification.permission === "granted" && recall(SWITCH) === "on";
  }

  /** Offered to those who have asked something, and never asked for without a tap. */
  #offer(asked) {
    show(this.#place, Boolean(asked) && "Notification" in window);
    attribute(this.#button, "aria-pressed", String(this.#allowed));
    const denied = "Notification" in window && Notification.permission === "denied";
    write(slots(this.#place).telling, denied ? gettext("Your browser does not allow it here; you can change that in its settings. This page tells you all the same.")
      : this.#allowed ? gettext("While this page is open, you are told when your question is public, taken up or answered.")
        : "");
  }

  async #turn() {
    const on = !this.#allowed;
    keep(SWITCH, on ? "on" : "off");
    if (on) await Notification.requestPermission();
    this.#offer(true);
  }
}
