/** The running transcript: grows at its end, never moves what is being read. */

import { $, clock, setServerHtml } from "../dom.js";
import { attribute, clone, patch, show, slots, words, write } from "./patch.js";
import { fillPolled } from "./poll_entry.js";
import { asker, caseLink, gone } from "./question.js";

const TEMPLATE = { question: "tpl-asked", notice: "tpl-told", answer: "tpl-said", speech: "tpl-said", poll: "tpl-polled" };
const drawn = new WeakMap();

export class Transcript {
  #live;
  #root = $("#transcript");
  #earlier = $("[data-entries=earlier]");
  #recent = $("[data-entries=recent]");
  #end = $("[data-end]");
  #news = $("[data-news]");
  #firstRecent;
  #seen;

  constructor(live) {
    this.#live = live;
    this.#firstRecent = Number(this.#recent.firstElementChild?.dataset.key ?? 0);
    this.#seen = this.#last();
    this.#news.addEventListener("click", () => this.#goToNews());
    new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && this.#caughtUp()).observe(this.#end);
  }

  draw() {
    const { entries } = this.#live.state;
    const last = new Map(entries.map(({ number, seq }) => [number, seq]));
    const how = {
      key: ({ seq }) => seq,
      make: ({ type }) => clone(TEMPLATE[type]),
      fill: (node, entry) => this.#fill(node, entry, last.get(entry.number) === entry.seq),
    };
    const atEnd = this.#endInView();
    patch(this.#earlier, entries.filter(({ seq }) => seq < this.#firstRecent), how);
    patch(this.#recent, entries.filter(({ seq }) => seq >= this.#firstRecent), how);
    show(slots(this.#root)["nothing-said"], entries.length === 0);
    if (atEnd && this.#endInView()) this.#caughtUp();
    this.#tellNews();
  }

  /** Bring an entry into view, opening what hides it. */
  goTo(seq) {
    const entry = document.getElementById(`e${seq}`);
    if (!entry) return;
    entry.closest("details")?.setAttribute("open", "");
    entry.scrollIntoView({ block: "start", behavior: "smooth" });
    $("a", entry).focus({ preventScroll: true });
  }

  #fill(node, entry, isLast) {
    const question = this.#live.state.questions[entry.number] ?? this.#live.state.polls[entry.poll];
    // Items of the state are replaced when they change, so the same two mean nothing to do.
    const before = drawn.get(node);
    if (before?.entry === entry && before.question === question && before.isLast === isLast) return;
    drawn.set(node, { entry, question, isLast });
    node.id = `e${entry.seq}`;
    const part = slots(node);
    attribute(part.when, "href", `#e${entry.seq}`);
    const time = part.when.firstElementChild;
    attribute(time, "datetime", entry.at);
    write(time, clock(entry.at));
    if (entry.type === "notice") this.#told(node, entry);
    else if (entry.type === "poll") fillPolled(node, entry, question);
    else if (entry.type === "question") this.#asked(part, entry, question);
    else this.#said(part, entry);
    if (part.outcome) this.#outcome(part, isLast ? question?.case : "");
  }

  #told(node, entry) {
    for (const text of node.querySelectorAll("[data-notice]")) show(text, text.dataset.notice === entry.notice);
    write(slots(node).text, entry.text);
  }

  #asked(part, entry, question) {
    const name = question && asker(question);
    write(part.name, name ? words(gettext("%(name)s asks"), { name }) : "");
    write(part.number, words(gettext("No. %(number)s"), entry));
    write(part.text, entry.text);
    gone(part, question, this.#live.reasons);
  }

  #said(part, entry) {
    const { speaker, number, corrections } = entry;
    const wordings = [entry, ...corrections];
    const stands = wordings.at(-1);
    write(part.name, speaker.name || gettext("Host"));
    write(part.post, speaker.post);
    write(part.to, number === null ? "" : words(gettext("Answers no. %(number)s"), { number }));
    setServerHtml(part.words, stands.html);
    show(part.corrected, corrections.length > 0);
    if (!corrections.length) return;
    write(part.correction, words(gettext("Corrected at %(at)s. Read the earlier wording"), { at: clock(stands.at) }));
    patch(part.wordings, corrections.map((after, index) => ({ html: wordings[index].html, reason: after.reason, seq: after.seq })), {
      key: ({ seq }) => seq,
      make: () => clone("tpl-wording"),
      fill(node, { html, reason }) {
        setServerHtml(slots(node).words, html);
        write(slots(node).why, reason && words(gettext("Corrected because: %(reason)s"), { reason }));
      },
    });
  }

  #outcome(part, number) {
    show(part.outcome, Boolean(number));
    caseLink(part.case, number, gettext("Followed as case %(number)s: see how far it is"));
  }

  #last() {
    return this.#live.state.entries.at(-1)?.seq ?? 0;
  }

  #endInView() {
    const { top, bottom } = this.#end.getBoundingClientRect();
    return this.#end.offsetParent !== null && bottom > 0 && top <= window.innerHeight;
  }

  #caughtUp() {
    this.#seen = this.#last();
    this.#tellNews();
  }

  #tellNews() {
    const n = this.#live.state.entries.filter(({ seq }) => seq > this.#seen).length;
    show(this.#news, n > 0);
    if (n) write(slots(this.#root).news, words(ngettext("%(n)s new", "%(n)s new", n), { n }));
  }

  #goToNews() {
    const first = this.#live.state.entries.find(({ seq }) => seq > this.#seen);
    this.#caughtUp();
    if (first) this.goTo(first.seq);
  }
}
