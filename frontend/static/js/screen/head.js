/** What frames the screen: title, state, who watches, how to take part, what comes next, notices. */

import { $, $$ } from "../dom.js";
import { chip, show, write } from "../live/patch.js";
import { people } from "./words.js";
import { tallyOf } from "./scene.js";

export class Head {
  draw(live, scene, wanted) {
    const { session, pins } = live.state;
    const head = (name) => $(`[data-slot=${name}]`);
    write(head("title"), session.title);
    chip(head("state"), "tpl-session-states", session.state);
    write(head("unit"), session.unit);
    write(head("viewers"), live.viewers ? people.watching(live.viewers) : "");
    write(head("pin"), pins.at(-1)?.text);
    this.#tally(tallyOf(live.state));
    if (wanted.has("qr")) this.#side(session, scene, wanted);
  }

  #tally({ asked, answered }) {
    show($("[data-slot=tally]"), asked > 0);
    write($("[data-slot=tally-asked]"), people.asked(asked));
    write($("[data-slot=tally-answered]"), answered ? people.answered(answered) : "");
  }

  #side({ state, intake }, { face, next }, wanted) {
    const how = face === "ended" ? "read" : intake ? "ask" : "follow";
    for (const words of $$("[data-join]")) show(words, words.dataset.join === how);
    show($("[data-slot=intake-closed]"), state === "live" && !intake);
    show($("[data-slot=next]"), Boolean(next) && wanted.has("question"));
    if (next) write($("[data-slot=next-text]"), next.text);
  }
}
