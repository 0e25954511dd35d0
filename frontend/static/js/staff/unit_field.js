// Choosing a unit by part of its name: a few large rows, the nearest to this session first.

import { $, el } from "../dom.js";
import { tongueOf } from "../tongue.js";
import { put, show } from "./list.js";

const PAUSE_MS = 200;

/**
 * Binds the choice of a unit in a dialog; the chosen one is the form's value "unit".
 * @param {HTMLElement} root with `[data-unit-search]`, `[data-unit-rows]` and `[data-unit-none]`
 * @param {(path: string) => Promise<any>} api of the session
 * @param {(known: {days: {days: number, on: string}[], first: string, last: string}) => void}
 *   tellDays called with the days to promise by
 */
export function bindUnits(root, api, tellDays = () => {}) {
  let timer = 0;
  let asked = 0;
  const search = $("[data-unit-search]", root);
  const load = async () => {
    const mine = (asked += 1);
    try {
      const { units, ...days } = await api(`/units?q=${encodeURIComponent(search.value.trim())}`);
      if (mine !== asked) return;
      paint(root, units);
      tellDays(days);
    } catch (error) {
      if (mine === asked) sayInstead(root, error.message);
    }
  };
  search.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(load, PAUSE_MS); });
  // Enter would send the form with whatever is chosen; here it only means "found".
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    const first = $("input[type=radio]", root);
    if (first) { first.checked = true; first.focus(); }
  });
  load();
}

function paint(root, units) {
  const chosen = $("input[type=radio]:checked", root)?.value;
  $("[data-unit-rows]", root).replaceChildren(...units.map(({ id, name, above }) => el("label", { class: "unit-row" },
    el("input", { type: "radio", name: "unit", value: id, required: true, checked: String(id) === chosen }),
    el("span", { lang: tongueOf(name) }, name, above ? el("span", { class: "meta" }, above) : null))));
  show($("[data-unit-none]", root), units.length === 0);
  put($("[data-unit-none]", root), gettext("No unit of this name. Please try a shorter part of it."));
}

function sayInstead(root, text) {
  put($("[data-unit-none]", root), text);
  show($("[data-unit-none]", root), true);
}
