/** Before the beginning, during a break, at the end: the whole screen says so. */

import { $, $$, clock, count, day } from "../dom.js";
import { clone, patch, words, write } from "../live/patch.js";
import { closingOf, tallyOf } from "./scene.js";

const DAY = 86_400;
const GUESTS = 6;

export class Faces {
  #live;

  constructor() {
    setInterval(() => this.#live && this.#count(this.#live.state.session), 1_000);
  }

  draw(live, { face }) {
    this.#live = live;
    const { session } = live.state;
    if (face === "before") this.#before(session);
    if (face === "ended") this.#ended(live.state);
    if (session.note) for (const note of $$("[data-slot=note]")) write(note, session.note);
  }

  #before(session) {
    write($("[data-slot=starts]"), words(gettext("Starts %(day)s, %(at)s"), { day: day(session.starts_at), at: clock(session.starts_at) }));
    write($("[data-on=before] .screen-title"), session.title);
    this.#count(session);
    patch($("[data-slot=guests]"), session.guests.slice(0, GUESTS), {
      key: ({ key }) => key,
      make: () => clone("tpl-screen-guest"),
      fill(node, { name, post }) {
        write(node.firstElementChild, name);
        write(node.lastElementChild, post);
      },
    });
  }

  #count({ state, starts_at }) {
    const before = state === "announced" || state === "collecting";
    write($("[data-slot=left]"), before ? left((new Date(starts_at) - Date.now()) / 1000) : "");
  }

  #ended(state) {
    const { asked, answered, cases } = tallyOf(state);
    write($("[data-slot=closing]"), closingOf(state) || gettext("Thank you for your questions."));
    write($("[data-slot=asked]"), count(asked));
    write($("[data-slot=answers]"), count(answered));
    write($("[data-slot=cases]"), count(cases));
  }
}

function left(seconds) {
  if (seconds <= 0) return gettext("In a moment");
  const days = Math.floor(seconds / DAY);
  if (days > 0) return words(ngettext("In %(n)s day", "In %(n)s days", days), { n: days });
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  return parts.map((part, place) => (place ? String(part).padStart(2, "0") : String(part))).join(":");
}
