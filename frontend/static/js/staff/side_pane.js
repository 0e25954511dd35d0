// Around the open question: alike ones that are public, others of the same person, its history.

import { $, el } from "../dom.js";
import { foreign } from "../tongue.js";
import { stateNow } from "../live/question.js";
import { patchList, show } from "./list.js";
import { mostAlike } from "./similar.js";
import { dayAndClock } from "./time.js";
import { numbered, questionWord, supporters, tone } from "./words.js";

/**
 * Draws the side column.
 * @param {HTMLElement} root of the page
 * @param {object | null} row with `history` and `others` once they are there
 * @param {{state: object, support: object}} live the public state
 */
export function paintSide(root, row, live) {
  paintSimilar(root, row, live);
  paintOthers(root, row?.others ?? [], live);
  paintHistory(root, row?.history ?? []);
}

function paintSimilar(root, row, live) {
  const readable = Object.values(live.state.questions).filter(({ text, number }) => text && number !== row?.number);
  const alike = row ? mostAlike(row.text, readable) : [];
  show($("[data-side-similar]", root), alike.length > 0);
  patchList($("[data-similar]", root), alike, {
    key: (question) => `${question.number} ${stateNow(question, live.state.session)}`,
    make: (question) => entry(question, live, supportOf(question, live)),
    paint: () => {},
  });
}

function paintOthers(root, others, live) {
  show($("[data-side-others]", root), others.length > 0);
  patchList($("[data-others]", root), others, {
    key: (question) => `${question.number} ${stateNow(question, live.state.session)}`,
    make: (question) => entry(question, live),
    paint: () => {},
  });
}

function paintHistory(root, history) {
  show($("[data-side-history]", root), history.length > 0);
  patchList($("[data-history]", root), history.map((step, index) => ({ ...step, index })), {
    key: ({ index, at, what }) => `${index} ${at} ${what}`,
    make: historyStep,
    paint: () => {},
  });
}

function entry(question, live, note = "") {
  const { number, text } = question;
  const state = stateNow(question, live.state.session);
  return el("li", {}, el("p", { class: "clamp-3" }, text),
    el("p", { class: "side-note" }, el("span", { class: tone(state) }, questionWord(state)),
      el("span", {}, numbered(number)), note ? el("span", {}, note) : null));
}

function historyStep({ at, by, what, detail }) {
  return el("li", {}, el("time", { datetime: at }, dayAndClock(at)),
    el("div", {}, el("b", {}, what), by ? el("span", { class: "quiet", ...foreign(by) }, ` ${by}`) : null,
      detail ? el("p", { class: "quiet", ...foreign(detail) }, detail) : null));
}

function supportOf({ number }, live) {
  const [users, guests] = live.support[number] ?? live.state.totals[number] ?? [0, 0];
  return users + guests ? supporters(users + guests) : "";
}
