/** The running transcript: grows at its end, never moves what is being read. */

import { $, clock } from "../dom.js";
import { KINDS, outcome } from "./entries.js";
import { attribute, clone, patch, show, slots, words, write } from "./patch.js";

const OPINED = ["answer", "aloud"];
const drawn = new WeakMap();

export class Transcript {
  #live;
  #opinions;
  #root = $("#transcript");
  #earlier = $("[data-entries=earlier]");
  #recent = $("[data-entries=recent]");
  #end = $("[data-end]");
  #news = $("[data-news]");
  #latest = $("[data-latest]");
  #firstRecent;
  #loadedAt;
  #seen;
  #atEnd = true;
  #reading = false;

  constructor(live, opinions) {
    this.#live = live;
    this.#opinions = opinions;
    this.#firstRecent = Number(this.#recent.firstElementChild?.dataset.key ?? 0);
    this.#seen = this.#loadedAt = this.#last();
    this.#news.addEventListener("click", () => this.#goToNews());
    this.#latest.addEventListener("click", () => this.goTo(this.#last()));
    new IntersectionObserver(([{ isIntersecting }]) => {
      this.#atEnd = isIntersecting;
      if (isIntersecting) this.#caughtUp();
      else this.#tellNews();
    }, { rootMargin: "0px 0px 50%" }).observe(this.#end);
    // Whoever still looks at the stage has nothing to be led back to.
    new IntersectionObserver(([{ isIntersecting }]) => {
      this.#reading = isIntersecting;
      this.#tellNews();
    }, { rootMargin: "0px 0px -40%" }).observe(this.#root);
  }

  draw() {
    const { entries } = this.#live.state;
    const last = new Map(entries.map(({ number, seq }) => [number, seq]));
    const how = {
      key: ({ seq }) => seq,
      make: ({ type }) => clone(KINDS[type].template),
      fill: (node, entry) => this.#fill(node, entry, last.get(entry.number) === entry.seq),
    };
    // What cannot be filled yet stays as the page came with it.
    const known = entries.filter(({ type, seq }) => KINDS[type]?.fill || document.getElementById(`e${seq}`));
    const atEnd = this.#endInView();
    patch(this.#earlier, known.filter(({ seq }) => seq < this.#firstRecent), how);
    patch(this.#recent, known.filter(({ seq }) => seq >= this.#firstRecent), how);
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
    if (!KINDS[entry.type].fill) return;
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
    KINDS[entry.type].fill(node, entry, this.#live);
    if (part.outcome) outcome(part, isLast ? question?.case : "");
    if (!before && part.opinions) this.#weigh(node, part, entry);
  }

  /** Answers can be weighed; what else is said cannot. */
  #weigh(node, part, { seq, number, type }) {
    if (OPINED.includes(type)) this.#opinions.place(node, seq, number, { ask: seq > this.#loadedAt });
    else part.opinions.remove();
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

  /** One control at the foot: what is new, or else the way back to the latest. */
  #tellNews() {
    const n = this.#live.state.entries.filter(({ seq }) => seq > this.#seen).length;
    show(this.#news, n > 0);
    if (n) write(slots(this.#root).news, words(ngettext("%(n)s new", "%(n)s new", n), { n }));
    show(this.#latest, n === 0 && this.#reading && !this.#atEnd);
  }

  #goToNews() {
    const first = this.#live.state.entries.find(({ seq }) => seq > this.#seen);
    this.#caughtUp();
    if (first) this.goTo(first.seq);
  }
}
