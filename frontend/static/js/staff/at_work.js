// Who is at work: people at their desks, how far the moderators are, what is being typed.

import { $, count, el } from "../dom.js";
import { patchList, put, show } from "./list.js";
import { waited } from "./time.js";
import { fill, numbered, speakerName } from "./words.js";

// News of the desk come in swarms; the figures of the last five minutes move by themselves.
const SOON_MS = 1_000;
const ANYWAY_MS = 20_000;
const NEEDED = ["desk", "steno"];

/** The strip of the host's desk. */
export class AtWork {
  #root;
  #live;
  #api;
  #people = null;
  #work = null;
  #at = Date.now();
  #timer = null;

  /**
   * @param {HTMLElement} root
   * @param {{live: object, api: (path: string) => Promise<any>}} how `api` of this session
   */
  constructor(root, { live, api }) {
    this.#root = root;
    this.#live = live;
    this.#api = api;
    live.addEventListener("change", ({ detail: { what, frame } }) => {
      if (what === "at_work") this.#people = frame.people;
      if (what === "desk" || what === "reset") this.#soon(SOON_MS);
      if (["at_work", "typing", "event"].includes(what)) this.paint();
    });
    this.#read();
  }

  /** Draws what is known. */
  paint() {
    this.#paintPeople();
    this.#paintWork();
    this.#paintTyping();
  }

  #soon(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#read(), milliseconds);
  }

  async #read() {
    try {
      if (!document.hidden) this.#take(await this.#api("/desk/work"));
      this.#at = Date.now();
    } catch { /* what was known stays; it is asked for again */ }
    this.paint();
    this.#soon(ANYWAY_MS);
  }

  /** Who is there comes by the socket as it changes; before its first news, or without one, so. */
  #take(work) {
    this.#work = work;
    // Asked was a server without a room of this session: it does not know, and what was known stays.
    if (work.people === null) return;
    const early = !this.#people && work.people.length > 0;
    if (early || this.#live.status === "polling") this.#people = work.people;
  }

  #paintPeople() {
    const people = this.#people ?? [];
    const missing = this.#people ? NEEDED.filter((place) => !people.some((each) => each.place === place)) : [];
    const seats = [...grouped(people), ...missing.map((place) => ({ place, names: [] }))];
    patchList($("[data-people]", this.#root), seats, {
      key: ({ place }) => place,
      make: () => el("li", {}, el("span", { class: "quiet" }), " ", el("b", { lang: "und" })),
      paint: (node, { place, names }) => {
        put(node.firstElementChild, names.length ? placeWord(place) : "");
        put(node.lastElementChild, names.length ? names.join(gettext(", ")) : missingWord(place));
        node.classList.toggle("missing", !names.length);
      },
    });
  }

  #paintWork() {
    const work = this.#work;
    const oldest = work?.oldest_seconds ?? null;
    const values = {
      held: work && count(work.held), lately: work && count(work.decided_lately), overdue: work && count(work.overdue),
      oldest: oldest === null ? null : waited(oldest + (Date.now() - this.#at) / 1000),
    };
    for (const [name, value] of Object.entries(values)) put($(`[data-work=${name}]`, this.#root), value ?? "–");
    $("[data-work=overdue]", this.#root).parentElement.classList.toggle("late", Boolean(work?.overdue));
    const claims = work?.claims ?? [];
    show($("[data-claims]", this.#root), claims.length > 0);
    put($("[data-claims]", this.#root), fill(gettext("In hand: %(what)s"), { what: claims.map(({ number, by }) => `${numbered(number)} ${by}`).join(gettext(", ")) }));
  }

  #paintTyping() {
    const typed = Object.entries(this.#live.typing).filter(([, text]) => text);
    show($("[data-typed]", this.#root), typed.length > 0);
    put($("[data-typed]", this.#root), typed.map(([key, text]) => fill(gettext("Being typed for %(who)s: …%(text)s"), { who: this.#nameOf(key), text: text.slice(-60) })).join("\n"));
  }

  #nameOf(key) {
    return speakerName(this.#live.state.session.guests.find((guest) => guest.key === key));
  }
}

function grouped(people) {
  const names = new Map();
  for (const { name, place } of people) names.set(place, [...(names.get(place) ?? []), name]);
  return Array.from(names, ([place, found]) => ({ place, names: found }));
}

function missingWord(place) {
  return place === "steno" ? gettext("Nobody is at the stenographer's desk") : gettext("Nobody is at the moderator's desk");
}

function placeWord(place) {
  return {
    host: pgettext("place", "Host"),
    steno: pgettext("place", "Stenographer"),
    drafts: pgettext("place", "Drafter"),
    console: pgettext("place", "Answering"),
    desk: pgettext("place", "Reviewing"),
  }[place] ?? "";
}
