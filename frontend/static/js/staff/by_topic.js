// How many questions wait on each topic: where the public's interest lies.

import { $, count, el } from "../dom.js";
import { patchList, put, show } from "./list.js";
import { inTurn } from "./waiting.js";

/**
 * Draws the counts; nothing where a session has no topics.
 * @param {HTMLElement} root
 * @param {object} live
 */
export function paintByTopic(root, live) {
  const rows = counted(live);
  show(root, rows.length > 0);
  patchList($("[data-topics]", root), rows, {
    key: ({ code }) => code,
    make: ({ name }) => el("li", {}, el("span", {}, name), el("b", {})),
    paint: (node, { waiting }) => put($("b", node), count(waiting)),
  });
}

function counted(live) {
  const totals = new Map();
  for (const { topic } of inTurn(live)) totals.set(topic, (totals.get(topic) ?? 0) + 1);
  const english = document.documentElement.lang === "en";
  const named = live.state.session.topics.map(({ code, name, name_en: en }) => ({ code, name: (english && en) || name }));
  const rows = [...named, { code: "", name: gettext("No topic") }].map((row) => ({ ...row, waiting: totals.get(row.code) ?? 0 }));
  return named.some(({ code }) => totals.has(code)) ? rows.filter(({ waiting }) => waiting > 0).sort((a, b) => b.waiting - a.waiting) : [];
}
