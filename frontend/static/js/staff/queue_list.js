// The queue on screen: filters with their counts, rows as a listbox.

import { $, $$, count, el, fromTemplate } from "../dom.js";
import { foreign } from "../tongue.js";
import { asker, stateNow } from "../live/question.js";
import { patchList, put, show, slot } from "./list.js";
import { paintState } from "./queue_states.js";
import { exactClock } from "./time.js";
import { fill, numbered, questionWord, tone } from "./words.js";

// More chips than these on one row say less, not more.
const MOST_CHIPS = 3;

/**
 * Draws the queue as it is now.
 * @param {HTMLElement} root of the page
 * @param {import("./queue.js").Queue} queue
 * @param {object} session the session part of the folded state
 */
export function paintQueue(root, queue, session) {
  paintFilters(root, queue);
  paintState($("[data-queue-state]", root), queue);
  const rows = $("[data-rows]", root);
  show(rows, queue.rows.order.length > 0);
  patchList(rows, queue.rows.order.map((number) => queue.rows.get(number)), {
    key: (row) => row.number,
    make: (row) => Object.assign(fromTemplate("t-row"), { id: `q-${row.number}` }),
    paint: (node, row) => paintRow(node, row, { session, selected: row.number === queue.rows.selected }),
  });
  const selected = queue.rows.order.includes(queue.rows.selected) ? `q-${queue.rows.selected}` : "";
  if (selected) rows.setAttribute("aria-activedescendant", selected);
  else rows.removeAttribute("aria-activedescendant");
  show($("[data-more]", root), queue.hasMore && queue.rows.order.length > 0);
}

/** Brings the selected row into view without moving the page under it. */
export function revealSelected(root) {
  $("[data-rows] [aria-selected=true]", root)?.scrollIntoView({ block: "nearest" });
}

function paintFilters(root, queue) {
  for (const button of $$("[data-filter]", root)) {
    const on = String(button.dataset.filter === queue.filter);
    if (button.getAttribute("aria-pressed") !== on) button.setAttribute("aria-pressed", on);
  }
  const { figures } = queue.counters;
  for (const place of $$("[data-count]", root)) {
    const number = figures[place.dataset.count];
    put(place, number === undefined ? "" : count(number));
  }
}

function paintRow(node, row, { session, selected }) {
  const on = String(selected);
  if (node.getAttribute("aria-selected") !== on) node.setAttribute("aria-selected", on);
  put(slot(node, "text"), row.text);
  put(slot(node, "number"), `#${row.number}`);
  const time = slot(node, "time");
  if (time.dateTime !== row.asked_at) {
    time.dateTime = row.asked_at;
    put(time, exactClock(row.asked_at));
  }
  put(slot(node, "name"), askerName(row));
  const chips = rowChips(row, stateNow(row, session));
  patchList(slot(node, "chips"), chips, {
    key: (chip) => `${chip.tone} ${chip.text}`,
    make: (chip) => el("span", { class: `chip ${chip.tone}` }, chip.text),
    paint: () => {},
  });
}

function rowChips(row, state) {
  const labels = [...new Set(row.findings.map((finding) => finding.label))];
  const chips = labels.slice(0, MOST_CHIPS).map((text) => ({ text, tone: "warn" }));
  if (labels.length > MOST_CHIPS) chips.push({ text: `+${labels.length - MOST_CHIPS}`, tone: "warn" });
  if (state !== "held") chips.unshift({ text: questionWord(state), tone: tone(state).slice(5) });
  if (row.edited) chips.push({ text: gettext("edited"), tone: "" });
  if (row.claim) chips.push(claimChip(row.claim));
  return chips;
}

function claimChip(claim) {
  return claim.mine
    ? { text: gettext("yours"), tone: "act" }
    : { text: fill(gettext("with %(name)s"), { name: claim.by }), tone: "" };
}

/** Who asked, as staff see it. */
export function askerName(row) {
  return row.guest && row.name ? fill(gettext("%(name)s (guest)"), { name: row.name }) : asker(row);
}

/** Number, name and time of a question in one line of parts. */
export function headParts(row, session) {
  const state = stateNow(row, session);
  return [
    el("b", {}, numbered(row.number)),
    el("span", foreign(askerName(row)), askerName(row)),
    el("time", { datetime: row.asked_at }, exactClock(row.asked_at)),
    state === "held" ? null : el("span", { class: tone(state) }, questionWord(state)),
  ].filter(Boolean);
}
