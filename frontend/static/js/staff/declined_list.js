// What was not published, by reason: those who answer can see it too.

import { $, count, el } from "../dom.js";
import { patchList, put, show } from "./list.js";
import { numbered } from "./words.js";

const MOST = 100;

/**
 * Binds the folded list of declined questions. It is loaded when it is opened.
 * @param {HTMLDetailsElement} root
 * @param {(path: string) => Promise<any>} api of the session
 * @returns {{touch: (counters?: object) => void}} what to call when the desk's figures change
 */
export function bindDeclined(root, api) {
  let known = null;
  const load = async () => {
    try {
      const { rows, counters } = await api(`/desk/queue?state=declined&limit=${MOST}`);
      known = counters.declined;
      paint(root, rows, known);
    } catch (error) {
      sayInstead(root, error.message);
    }
  };
  root.addEventListener("toggle", () => { if (root.open) load(); });
  return {
    touch(counters) {
      if (!counters) return;
      put($("[data-declined-count]", root), count(counters.declined));
      if (root.open && counters.declined !== known) load();
    },
  };
}

function paint(root, rows, total) {
  put($("[data-declined-count]", root), count(total));
  show($("[data-declined-message]", root), rows.length === 0);
  put($("[data-declined-message]", root), gettext("Nothing has been declined so far."));
  const reasons = [...new Set(rows.map((row) => row.decision?.reason_text || ""))];
  const groups = reasons.map((reason) => ({ reason, rows: rows.filter((row) => (row.decision?.reason_text || "") === reason) }));
  groups.sort((a, b) => b.rows.length - a.rows.length);
  patchList($("[data-declined]", root), groups, {
    key: ({ reason, rows: [first, ...rest] }) => `${reason} ${first.number} ${rest.length}`,
    make: group,
    paint: () => {},
  });
}

function group({ reason, rows }) {
  return el("li", {},
    el("h3", {}, reason, el("span", { class: "chip" }, count(rows.length))),
    el("ul", { class: "declined-rows" }, rows.map(({ number, text, decision }) => el("li", {},
      el("p", {}, text),
      el("p", { class: "meta" }, el("span", {}, numbered(number)), decision?.words ? el("span", {}, decision.words) : null)))));
}

function sayInstead(root, text) {
  const place = $("[data-declined-message]", root);
  put(place, text);
  show(place, true);
}
