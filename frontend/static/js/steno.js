// The stenographer's desk: one field, made for fast typing, and the record that grows from it.

import { $, $$, count, delegate, readIsland, toast } from "./dom.js";
import { bindClock } from "./staff/clock.js";
import { correct } from "./staff/correct.js";
import { Kept } from "./staff/drafts.js";
import { bindHelp } from "./staff/help.js";
import { bindKeys } from "./staff/keys.js";
import { oncePerFrame, put } from "./staff/list.js";
import { paintNow } from "./staff/now.js";
import { bindNotes } from "./staff/notes.js";
import { openPage } from "./staff/page.js";
import { Record } from "./staff/record.js";
import { Sending } from "./staff/sending.js";
import { bindSince } from "./staff/since.js";
import { others, tally, upNext } from "./staff/waiting.js";
import { fill, numbered, sessionWord, speakerName } from "./staff/words.js";
import { Writing } from "./staff/writing.js";

const { root, number: session, live, api } = await openPage();
const kept = new Kept(session, live.principal);
const guests = readIsland("speakers");
bindNotes({ live, api, kept });
const sending = new Sending(live, kept, "unsent steno");
const writing = new Writing($("[data-compose]"), { live, api, kept, sending, desk: "steno", enterSends: true });
const record = new Record($("[data-part=record]"), {
  live, sending,
  takeDown: () => {},
  correct: (entry) => correct(entry, live, kept),
  restore: (act) => { showPart("write"); writing.composer.restore(act); },
  nameOf: (key) => speakerName(guests.find((guest) => guest.key === key)),
});

// ---- drawing --------------------------------------------------------------------

const paint = oncePerFrame(() => {
  const next = [...upNext(live), ...others(live)].find(({ number }) => number !== live.state.current) ?? null;
  paintNow($("[data-now]"), live, { next, mayTakeUp: false, mayHost: false });
  put($("[data-after]"), next ? fill(gettext("Then: %(number)s %(text)s"), { number: numbered(next.number), text: next.text }) : "");
  put($("[data-closed-words]"), writing.composer.isOpen ? "" : fill(gettext("%(state)s. You can write as soon as the session is live."), { state: sessionWord(live.state.session.state) }));
  writing.paint();
  record.paint();
  paintNumbers();
});

function paintNumbers() {
  const values = { ...tally(live), viewers: live.viewers };
  for (const place of $$("[data-number]")) {
    const value = values[place.dataset.number];
    put(place, value === undefined || value === null ? "–" : count(value));
  }
  put($("[data-record-count]"), count(live.state.entries.length));
}

// ---- acting ---------------------------------------------------------------------

function showPart(name) {
  root.dataset.view = name;
  for (const tab of $$("[data-tab]", root)) {
    if (tab.dataset.tab === name) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
  if (name === "record") record.toEnd();
}

const help = bindHelp();
const DO = { ...writing.acts, help, latest: () => record.toEnd() };
delegate(document.body, "click", "[data-do]", (event, button) => DO[button.dataset.do]?.());
delegate(root, "click", "[data-tab]", (event, tab) => showPart(tab.dataset.tab));

const { single, always } = writing.keys;
bindKeys({ ...single, "?": help }, {
  always: {
    ...always,
    "ctrl+arrowup": () => record.correctLast(), "alt+c": () => record.correctLast(),
    // The field has the keyboard here; leaving it gives the single keys back.
    escape: () => !$("dialog[open]") && document.activeElement.matches("textarea") && document.activeElement.blur(),
  },
});

// ---- news -----------------------------------------------------------------------

sending.addEventListener("change", paint);
live.addEventListener("change", paint);
live.addEventListener("refused", ({ detail: { act, error } }) => act.do === "answer_aloud" && toast(error.message, { kind: "seal" }));
bindClock(live);
bindSince($("[data-since]"), live);
paint();
if (matchMedia("(pointer: fine)").matches) requestAnimationFrame(() => writing.composer.focus());
