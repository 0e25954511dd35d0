/** The public questions: sorted on request, counted as it happens, supported with one tap. */

import { $, count, delegate, toast } from "../dom.js";
import { attribute, clone, fixed, moment, patch, shorten, show, slots, words, write } from "./patch.js";
import { handedTo } from "./entries.js";
import { Finding } from "./finding.js";
import { answerLink, asker, caseLink, gone, stateNow, supportOf, topicName } from "./question.js";
import { mark } from "./search.js";

const PAGE = 60;
const SETTLED = ["answered", "handed_over"];
const OVER = ["ended", "archived"];
const SUPPORTABLE = ["collecting", "live", "paused"];
// What each row was drawn from: the same again means nothing to do.
const drawn = new WeakMap();

export class Questions {
  #live;
  #askWho;
  #root = $("#questions");
  #list = $("[data-questions]");
  #fresh = $("[data-fresh]");
  #more = $("[data-more]");
  #finding;
  #sort = "most";
  #order = [];
  #limit = PAGE;
  #wishes = new Map();

  /** `askWho()` resolves to true when someone who may support is there; `ask(words)` begins a question. */
  constructor(live, askWho, ask) {
    this.#live = live;
    this.#askWho = askWho;
    this.#finding = new Finding(live, () => this.#refresh());
    this.#order = this.#wanted();
    // After the end nothing waits: what became of the questions comes first.
    if (OVER.includes(live.state.session.state) && !this.#order.length) this.#sortBy("settled", false);
    delegate(this.#root, "click", "[data-slot=support]", (event, button) => {
      event.preventDefault();
      this.#tap(Number(button.value));
    });
    delegate(this.#root, "click", "[data-sort]", (event, button) => this.#sortBy(button.dataset.sort));
    $("[data-ask-it]", this.#root).addEventListener("click", () => ask(this.#finding.query));
    this.#fresh.addEventListener("click", () => this.#refresh());
    this.#more.addEventListener("click", () => { this.#limit += PAGE; this.draw(); });
  }

  draw() {
    const wanted = this.#wanted();
    // Where nobody is looking, nothing can be moved under anyone's eyes.
    if (!this.#order.length || document.hidden || this.#root.offsetParent === null) this.#order = wanted;
    this.#finding.draw(wanted.length, this.#all().length);
    const there = new Set(this.#order);
    const fresh = wanted.filter((number) => !there.has(number)).length;
    const { questions } = this.#live.state;
    const shown = this.#order.slice(0, this.#limit).map((number) => questions[number]).filter(Boolean);
    patch(this.#list, shown, { key: ({ number }) => number, make: () => clone("tpl-question"), fill: (node, question) => this.#fill(node, question) });
    this.#tellFresh(fresh, wanted);
    const answered = Object.values(questions).some(({ state }) => SETTLED.includes(state)) ? "yes" : "no";
    const none = this.#finding.on ? "nothing-found" : this.#sort;
    for (const empty of fixed("[data-none]", this.#root)) {
      const right = (empty.dataset.answered ?? answered) === answered && empty.dataset.none.split(" ").includes(none);
      show(empty, !shown.length && right);
    }
    show(fixed("[data-ask-it]", this.#root)[0], this.#live.state.session.intake);
    const rest = this.#order.length - shown.length;
    write(this.#more, rest > 0 ? words(ngettext("%(n)s more", "%(n)s more", rest), { n: count(rest) }) : "");
  }

  /** Make a question's place in the list visible; false when it is not among those listed. */
  goTo(number) {
    if (!this.#live.state.questions[number]) return false;
    if (!this.#order.includes(number) && this.#finding.on) this.#finding.clear();
    if (!this.#order.includes(number)) this.#sortBy(SETTLED.includes(this.#live.state.questions[number].state) ? "settled" : "newest");
    this.#limit = Math.max(this.#limit, this.#order.indexOf(number) + 1);
    this.draw();
    const node = document.getElementById(`q${number}`);
    node?.scrollIntoView({ block: "center" });
    $("button, a", node ?? undefined)?.focus({ preventScroll: true });
    return Boolean(node);
  }

  /** What this order is about; words that are looked for may stand in answered ones, too. */
  #all() {
    const all = Object.values(this.#live.state.questions);
    const settled = ({ state }) => SETTLED.includes(state);
    if (this.#sort === "settled") return all.filter(settled);
    if (this.#finding.searching) return all.filter(({ state }) => state !== "taken_down");
    if (this.#sort === "newest") return all.filter((question) => !settled(question));
    return all.filter(({ state }) => state === "published" || state === "taken_up");
  }

  #wanted() {
    const all = this.#finding.on ? this.#all().filter((question) => this.#finding.matches(question)) : this.#all();
    if (this.#sort === "settled") return numbers(all.sort((a, b) => (b.answers.at(-1) ?? b.seq) - (a.answers.at(-1) ?? a.seq)));
    if (this.#sort === "newest") return numbers(all.sort((a, b) => b.seq - a.seq));
    // Weighed once each: among thousands a pair is compared far more often.
    const weighed = all.map((question) => [question, question.state === "taken_up" ? Infinity : supportOf(this.#live, question.number).total]);
    weighed.sort(([a, one], [b, other]) => (one === other ? a.seq - b.seq : other - one));
    return weighed.map(([{ number }]) => number);
  }

  #sortBy(sort, draw = true) {
    this.#sort = sort;
    for (const button of fixed("[data-sort]", this.#root)) button.setAttribute("aria-pressed", String(button.dataset.sort === sort));
    this.#refresh(draw);
  }

  #refresh(draw = true) {
    this.#limit = PAGE;
    this.#order = this.#wanted();
    if (!draw) return;
    this.draw();
    $("[data-scroll]", this.#root).scrollTo({ top: 0 });
  }

  #tellFresh(fresh, wanted) {
    const moved = wanted.slice(0, 5).some((number, index) => number !== this.#order[index]);
    if (fresh) write(this.#fresh, words(npgettext("questions", "%(n)s new", "%(n)s new", fresh), { n: fresh }));
    else write(this.#fresh, moved && this.#sort === "most" ? gettext("Reorder") : "");
  }

  #fill(node, question) {
    const { number, state } = question;
    const { total, guests } = this.#support(number);
    const { session } = this.#live.state;
    const before = drawn.get(node);
    const key = [total, guests, this.#supports(number), session.state, this.#finding.key].join();
    if (before?.question === question && before.key === key && before.topics === session.topics) return;
    drawn.set(node, { question, key, topics: session.topics });
    const part = slots(node);
    node.id = `q${number}`;
    attribute(part.support, "value", String(number));
    attribute(part.support, "aria-pressed", String(this.#supports(number)));
    part.support.disabled = state === "handed_over" || !SUPPORTABLE.includes(session.state);
    show(part.support, state !== "taken_down");
    write(part.total, count(total));
    write(part["support-words"], words(ngettext("%(shown)s person supports it. Support it too", "%(shown)s people support it. Support it too", total), { shown: count(total) }));
    write(part.text, question.text);
    const places = this.#finding.places(question);
    if (places.length || part.text.firstElementChild) mark(part.text, question.text, places);
    shorten(part.text);
    gone(part, question, this.#live.reasons);
    const now = stateNow(question, session);
    show(part.now, now === "taken_up");
    show(part.hold, now === "on_hold");
    answerLink(part.answer, question.answers);
    caseLink(part.case, question.case, gettext("Case %(number)s"));
    write(part.unit, handedTo(question));
    const topic = session.topics.find(({ code }) => code === question.topic);
    write(part.topic, topic && topicName(topic));
    write(part.number, words(gettext("No. %(number)s"), question));
    write(part.name, asker(question));
    write(part.at, moment(question.asked_at));
    write(part["by-guests"], guests ? words(ngettext("%(shown)s of them a guest", "%(shown)s of them guests", guests), { shown: count(guests) }) : "");
    show(part.edited, question.edited && state !== "taken_down");
  }

  #supported(number) {
    return this.#live.mine?.supported.includes(number) ?? false;
  }

  #supports(number) {
    return this.#wishes.get(number) ?? this.#supported(number);
  }

  #support(number) {
    const { total, guests } = supportOf(this.#live, number);
    return { total: total + (this.#supports(number) - this.#supported(number)), guests };
  }

  /** Felt at once; told to the server one step at a time; taken back if it says no. */
  async #tap(number) {
    if (!await this.#askWho()) return;
    const busy = this.#wishes.has(number);
    this.#wishes.set(number, !this.#supports(number));
    this.draw();
    if (busy) return;
    try {
      while (this.#supports(number) !== this.#supported(number)) {
        await this.#live.act({ do: this.#supports(number) ? "support" : "unsupport", number });
      }
    } catch (error) {
      toast(error.message);
    } finally {
      this.#wishes.delete(number);
      this.draw();
    }
  }
}

function numbers(questions) {
  return questions.map(({ number }) => number);
}
