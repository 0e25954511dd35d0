/** The stage: where the session stands, who is there, the question now and the next one. */

import { $, $$, clock, count, day, initial } from "../dom.js";
import { attribute, chip, clone, fixed, moment, patch, shorten, show, slots, words, write } from "./patch.js";
import { asker, supportOf } from "./question.js";

const MINUTE = 60_000;
// More guests than this stand in rows below the question, not in a column beside it.
const FEW = 4;
const BEFORE = ["announced", "collecting"];
// Where the navigation has a session, as in frontend/navigation.py; anything else is coming.
const PLACES = { live: "live", paused: "live", ended: "past", archived: "past" };

/** Which face the page shows: the session's state, live split in two. */
export function phase({ session, current }) {
  if (session.state !== "live") return session.state;
  return current === null ? "waiting" : "answering";
}

export class Stage {
  #live;
  #root = $("#stage");
  #strip = $("[data-strip]");

  constructor(live) {
    this.#live = live;
    setInterval(() => this.draw(), MINUTE / 2);
  }

  draw() {
    const { state } = this.#live;
    const now = phase(state);
    // The picture may have come while the page was open.
    for (const face of [...fixed("[data-when]"), ...$$("[data-picture]")]) show(face, face.dataset.when.split(" ").includes(now));
    this.#head(state.session);
    this.#place(state.session.state);
    this.#facts(state.session, now);
    this.#now(state);
    this.#guests(state.session.guests);
  }

  #head({ title, summary, state, note, starts_at }) {
    const part = slots(this.#root);
    if (part.title.textContent !== title) part.title.textContent = title;
    write(part.summary, summary);
    chip(part.state, "tpl-session-states", state);
    if (note) for (const place of fixed("[data-slot=note]", this.#root)) write(place, note);
    for (const place of fixed("[data-slot=closing]", this.#root)) write(place, this.#closing() || gettext("Thank you for your questions."));
    for (const place of fixed("[data-slot=starts]", this.#root)) write(place, starts_at && `${day(starts_at)} ${clock(starts_at)}`);
  }

  /** What the host said at the end. */
  #closing() {
    return this.#live.state.entries.findLast(({ notice }) => notice === "ended")?.text;
  }

  #place(state) {
    for (const link of fixed(".site-nav [data-place]")) {
      if (link.dataset.place === (PLACES[state] ?? "coming")) attribute(link, "aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  #facts({ unit, opened_at, ended_at, starts_at, ends_at, state }, now) {
    const part = slots(this.#root);
    const minutes = Math.max(0, Math.floor((Date.now() - new Date(opened_at)) / MINUTE));
    write(part.unit, unit);
    const running = ["waiting", "answering", "paused"].includes(now);
    write(part.since, running ? words(ngettext("Began %(n)s minute ago", "Began %(n)s minutes ago", minutes), { n: minutes }) : "");
    const { viewers } = this.#live;
    write(part.viewers, viewers ? words(ngettext("%(shown)s person watching", "%(shown)s people watching", viewers), { shown: count(viewers) }) : "");
    if (BEFORE.includes(state)) write(part.until, words(gettext("Starts %(day)s, %(at)s"), { day: day(starts_at), at: clock(starts_at) }));
    else if (ended_at) write(part.until, words(gettext("Ended at %(at)s"), { at: clock(ended_at) }));
    else write(part.until, running ? words(gettext("Expected to end at %(at)s"), { at: clock(ends_at) }) : "");
  }

  #now({ questions, current, next, session }) {
    const part = slots(this.#root);
    const question = questions[current];
    if (question) {
      const { total } = supportOf(this.#live, current);
      write(part["now-text"], question.text);
      shorten(part["now-text"]);
      write(part["now-number"], words(gettext("No. %(number)s"), question));
      write(part["now-name"], asker(question));
      write(part["now-at"], words(gettext("asked at %(at)s"), { at: moment(question.asked_at) }));
      write(part["now-support"], total ? words(ngettext("%(shown)s person supports it", "%(shown)s people support it", total), { shown: count(total) }) : "");
    }
    const following = questions[next[0]];
    show(part.next, Boolean(following));
    if (following) write(part["next-text"], following.text);
    write(slots(this.#strip).strip, question ? question.text : session.title);
  }

  #guests(guests) {
    const list = slots(this.#root).guests;
    attribute(slots(this.#root).body, "data-guests", guests.length > FEW ? "many" : guests.length === 1 ? "one" : "few");
    patch(list, guests, {
      key: ({ key }) => key,
      make: () => clone("tpl-guest"),
      fill(node, { name, post }) {
        const part = slots(node);
        write(part.face, initial(name));
        write(part.name, name);
        write(part.post, post);
      },
    });
    // A row that scrolls sideways must be reachable by keyboard; one that does not is no stop.
    if (list.scrollWidth > list.clientWidth) attribute(list, "tabindex", "0");
    else list.removeAttribute("tabindex");
  }
}
