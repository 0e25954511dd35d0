// What was not published, by reason: those who answer can see it too.

import { $, $$, count, el } from "../dom.js";
import { patchList, put, show } from "./list.js";
import { numbered } from "./words.js";

const MOST = 100;
const PAUSE_MS = 250;

/**
 * Binds the folded list of declined questions. It is loaded when it is opened.
 * @param {HTMLDetailsElement} root
 * @param {(path: string) => Promise<any>} api of the session
 * @returns {{touch: (counters?: object) => void}} what to call when the desk's figures change
 */
export function bindDeclined(root, api) {
  let known = null;
  let rows = [];
  let timer = 0;
  const search = $("[data-declined-search]", root);
  const reason = $("[data-declined-reason]", root);
  const load = async () => {
    try {
      const page = await api(`/desk/queue?state=declined&limit=${MOST}&q=${encodeURIComponent(search.value.trim())}`);
      ({ rows } = page);
      known = page.counters.declined;
      offer(reason, rows);
      paint(root, rows.filter((row) => !reason.value || reasonOf(row) === reason.value), known);
    } catch (error) {
      sayInstead(root, error.message);
    }
  };
  root.addEventListener("toggle", () => { if (root.open) load(); });
  search.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(load, PAUSE_MS); });
  reason.addEventListener("change", () => paint(root, rows.filter((row) => !reason.value || reasonOf(row) === reason.value), known));
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
  put($("[data-declined-message]", root), total ? gettext("Nothing declined fits this search.") : gettext("Nothing has been declined so far."));
  show($("[data-declined-filters]", root), total > 0);
  const reasons = [...new Set(rows.map(reasonOf))];
  const groups = reasons.map((reason) => ({ reason, rows: rows.filter((row) => reasonOf(row) === reason) }));
  groups.sort((a, b) => b.rows.length - a.rows.length);
  patchList($("[data-declined]", root), groups, {
    key: ({ reason, rows: [first, ...rest] }) => `${reason} ${first.number} ${rest.length}`,
    make: group,
    paint: () => {},
  });
}

function reasonOf(row) {
  return row.decision?.reason_text || "";
}

// What was chosen stays chosen while the list changes under it.
function offer(select, rows) {
  const known = new Set($$("option", select).map(({ value }) => value));
  const fresh = new Set(rows.map(reasonOf).filter((words) => words && !known.has(words)));
  select.append(...Array.from(fresh, (words) => el("option", { value: words }, words)));
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
