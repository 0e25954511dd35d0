/**
 * What people make of an answer: a reaction with one tap, and stars for how far it answers.
 *
 * Felt at once, told to the server one step at a time, taken back if it says no. Counts come as
 * ticks and are written into places of fixed width, so that nothing moves.
 */

import { $$, count, delegate, part as share, toast } from "../dom.js";
import { attribute, clone, show, slots, words, write } from "./patch.js";

const REACTIONS = ["thanks", "clear", "more"];
const NOTHING = { reaction: "", stars: 0 };
const UNCOUNTED = [0, 0, 0, 0, 0];
const ON_AIR = ["live", "paused"];

export class Opinions {
  #live;
  #askWho;
  #places = new Map();
  #wishes = new Map();

  /** `askWho()` resolves to true when someone who may have an opinion is there. */
  constructor(live, askWho) {
    this.#live = live;
    this.#askWho = askWho;
    delegate(document.body, "click", ".react, [data-slot=unrate]", (event, button) => this.#press(button));
    delegate(document.body, "change", ".rating input", (event, star) => this.#wish(seqOf(star), { stars: Number(star.value) }));
  }

  /**
   * From now on, keep what is thought of this answer up to date within `node`. With `ask`, whoever
   * asked the question is asked at once; elsewhere only on request, as it would move what is read.
   */
  place(node, seq, number, { ask = false } = {}) {
    if (this.#places.get(node)?.seq === seq) return;
    this.#places.set(node, { seq, number });
    node.dataset.opined = seq;
    if (ask && this.#mine(number)) this.#open(node);
    this.#draw(node);
  }

  draw() {
    for (const node of this.#places.keys()) {
      if (node.isConnected) this.#draw(node);
      else this.#places.delete(node);
    }
  }

  #mine(number) {
    return this.#live.mine?.questions.some((question) => question.number === number) ?? false;
  }

  #own(seq) {
    return this.#live.mine?.opinions[seq] ?? NOTHING;
  }

  #wanted(seq) {
    return this.#wishes.get(seq) ?? this.#own(seq);
  }

  /** The figures as they will be once what was tapped has arrived. */
  #figures(seq) {
    const [own, wanted] = [this.#own(seq), this.#wanted(seq)];
    const [thanks, clear, more, stars, rated] = this.#live.figures.opinions?.[seq] ?? UNCOUNTED;
    const counts = [thanks, clear, more].map((n, place) =>
      n + (wanted.reaction === REACTIONS[place]) - (own.reaction === REACTIONS[place]));
    const sum = stars + wanted.stars - own.stars;
    return [...counts, sum, rated + (wanted.stars > 0) - (own.stars > 0)];
  }

  #draw(node) {
    const { seq, number } = this.#places.get(node);
    const part = slots(node);
    const over = !ON_AIR.includes(this.#live.state.session.state);
    const figures = this.#figures(seq);
    const mine = this.#mine(number);
    // Of a question that was taken down nothing is weighed any more.
    const gone = this.#live.state.questions[number]?.state === "taken_down";
    const key = [...figures, ...Object.values(this.#wanted(seq)), over, mine, gone].join();
    if (node.dataset.opinion === key) return;
    node.dataset.opinion = key;
    if (part.opinions) this.#reactions(part, seq, figures, over, mine);
    if (part.rating?.firstChild) this.#stars(part, seq, over, mine);
    if (gone) for (const each of [part.opinions, part.rating]) if (each) show(each, false);
  }

  #reactions(part, seq, figures, over, mine) {
    const [stars, rated] = figures.slice(3);
    const wanted = this.#wanted(seq);
    show(part.opinions, !over || figures.some((n) => n > 0));
    REACTIONS.forEach((name, place) => {
      attribute(part[name], "aria-pressed", String(wanted.reaction === name));
      part[name].disabled = over;
      part[`n-${name}`].textContent = figures[place] ? count(figures[place]) : "";
    });
    part.rate.disabled = over;
    part.rate.classList.toggle("asks", mine && !wanted.stars && !over);
    part.rate.classList.toggle("done", wanted.stars > 0);
    const average = rated > 0 ? (share(10, stars, rated) / 10).toFixed(1) : "";
    part.average.textContent = average || gettext("Rate");
    const said = average && words(ngettext("%(average)s of 5 from %(n)s person", "%(average)s of 5 from %(n)s people", rated), { average, n: count(rated) });
    part["rate-words"].textContent = over ? said : [gettext("Rate this answer"), said].filter(Boolean).join(". ");
  }

  #stars(part, seq, over, mine) {
    const { stars } = this.#wanted(seq);
    const field = slots(part.rating.firstElementChild);
    show(part.rating, !over || stars > 0);
    write(field.ask, mine ? gettext("Does this answer your question?") : gettext("Does this answer the question?"));
    attribute(field.stars, "data-stars", String(stars));
    let chosen = "";
    for (const star of $$("input", field.stars)) {
      star.checked = Number(star.value) === stars;
      star.disabled = over;
      if (star.checked) chosen = star.nextElementSibling.textContent;
    }
    field.chosen.textContent = chosen;
    // Its place stays, so that the first star given moves nothing.
    field.unrate.style.visibility = stars && !over ? "" : "hidden";
  }

  #open(node) {
    const { rating } = slots(node);
    const field = clone("tpl-rating");
    // The same answer may be rated in two places of the page: a group of radios in each.
    const name = `stars-${this.#places.get(node).seq}-${rating.closest("#mine") ? "mine" : "said"}`;
    for (const star of $$("input", field)) star.name = name;
    rating.replaceChildren(field);
    show(rating, true);
    slots(node).rate?.setAttribute("aria-expanded", "true");
    delete node.dataset.opinion;
  }

  #close(node) {
    slots(node).rating.replaceChildren();
    show(slots(node).rating, false);
    slots(node).rate.setAttribute("aria-expanded", "false");
  }

  #press(button) {
    const node = button.closest("[data-opined]");
    const { seq } = this.#places.get(node);
    if (button.value === "rate") {
      if (slots(node).rating.firstChild) return this.#close(node);
      this.#open(node);
      return this.#draw(node);
    }
    if (button.value !== "unrate") return this.#wish(seq, { reaction: this.#wanted(seq).reaction === button.value ? "" : button.value });
    node.querySelector(".rating input").focus();
    return this.#wish(seq, { stars: 0 });
  }

  async #wish(seq, change) {
    if (!await this.#askWho()) return this.#redraw(seq);
    const busy = this.#wishes.has(seq);
    this.#wishes.set(seq, { ...this.#wanted(seq), ...change });
    this.draw();
    if (busy) return undefined;
    try {
      for (let step = this.#step(seq); step; step = this.#step(seq)) await this.#live.act(step);
    } catch (error) {
      toast(error.message);
    } finally {
      this.#wishes.delete(seq);
      this.#redraw(seq);
    }
    return undefined;
  }

  #step(seq) {
    const [own, wanted] = [this.#own(seq), this.#wanted(seq)];
    if (own.reaction !== wanted.reaction) return { do: "react", seq, reaction: wanted.reaction };
    return own.stars === wanted.stars ? null : { do: "rate", seq, stars: wanted.stars };
  }

  #redraw(seq) {
    for (const [node, place] of this.#places) {
      if (place.seq !== seq) continue;
      delete node.dataset.opinion;
      this.#draw(node);
    }
  }
}

function seqOf(inside) {
  return Number(inside.closest("[data-opined]").dataset.opined);
}
