// Notes to whoever answers: they stand beside the question until one says that they were seen.

import { $, announce, clock, count, el, toast } from "../dom.js";
import { tongueOf } from "../tongue.js";
import { patchList, put, show } from "./list.js";
import { fill, numbered } from "./words.js";

/**
 * Binds the place for notes on the console.
 * @param {HTMLElement} root of the page
 * @param {import("./notes.js").Notes} notes
 * @param {{act: (act: object) => Promise<unknown>}} live
 * @returns {() => void} acknowledges the oldest
 */
export function bindNotesIn(root, notes, live) {
  const told = new Set();
  const acknowledge = async (number) => {
    try {
      await live.act({ do: "acknowledge_note", note: number });
      await notes.load();
    } catch (error) {
      toast(error.message, { kind: "seal" });
    }
  };
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-acknowledge]");
    if (button) acknowledge(Number(button.dataset.acknowledge));
  });
  notes.addEventListener("change", () => {
    paint(root, notes);
    for (const { number, text } of notes.unseen.filter((note) => !told.has(note.number))) {
      told.add(number);
      announce(fill(gettext("A note from staff: %(text)s"), { text }));
    }
  });
  return () => { if (notes.unseen.length) acknowledge(notes.unseen[0].number); };
}

function paint(root, notes) {
  const { unseen, past } = notes;
  show($("[data-notes-in]", root), unseen.length > 0);
  patchList($("[data-notes-unseen]", root), unseen, { key: ({ number }) => number, make: unseenNote, paint: () => {} });
  show($("[data-notes-history]", root), past.length > 0);
  put($("[data-notes-count]", root), count(past.length));
  patchList($("[data-notes-past]", root), past, {
    key: ({ number }) => number,
    make: (note) => el("li", {}, el("p", { lang: tongueOf(note.text) }, note.text), facts(note)),
    paint: () => {},
  });
}

function unseenNote(note) {
  return el("li", { class: "note-in" }, el("p", { class: "note-text", lang: tongueOf(note.text) }, note.text), facts(note),
    el("button", { class: "btn", type: "button", "data-acknowledge": note.number }, gettext("I have seen it")));
}

function facts({ by_name: name, at, about }) {
  return el("p", { class: "meta" }, name ? el("span", { lang: tongueOf(name) }, name) : null, about ? el("span", {}, numbered(about)) : null,
    el("time", { datetime: at }, clock(at)));
}
