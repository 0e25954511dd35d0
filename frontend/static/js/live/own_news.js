/**
 * News of one's own questions: a calm line wherever on the page one is, a mark in the title while
 * the page is hidden, and, if the person has allowed it, the browser's notification.
 */

import { $, toast } from "../dom.js";
import { keep, recall } from "./keep.js";
import { attribute, show, slots, words, write } from "./patch.js";

const SWITCH = "huiyin.telling";

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
  #unseen = 0;
  #title = document.title;
  #place = $("[data-telling]");
  #button = $("[data-tell]");

  /** `see(question)` brings what the news is about into view. */
  constructor(live, see) {
    this.#live = live;
    this.#see = see;
    this.#button.addEventListener("click", () => this.#turn());
    document.addEventListener("visibilitychange", () => document.hidden || this.#looked());
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
    toast(text, { action: { label: gettext("See it"), run: () => this.#see(question) } });
    if (!document.hidden) return;
    this.#unseen += 1;
    document.title = `(${this.#unseen}) ${this.#title}`;
    if (this.#allowed) notify(this.#live.state.session.title, { body: `${text}\n${question.text}`.slice(0, 300), tag: `huiyin-${location.pathname}-${question.number}` });
  }

  #looked() {
    this.#unseen = 0;
    document.title = this.#title;
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

/** On phones only a service worker may show one; where there is none, the page does it. */
async function notify(title, options) {
  const worker = await navigator.serviceWorker?.getRegistration().catch(() => null);
  const more = { ...options, icon: "/favicon.ico", data: { path: location.pathname } };
  if (worker?.active) return worker.showNotification(title, more);
  try {
    const shown = new Notification(title, more);
    shown.addEventListener("click", () => { window.focus(); shown.close(); });
  } catch { /* this browser wants a worker for it; the title says that there is news */ }
  return undefined;
}
