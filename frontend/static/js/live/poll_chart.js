/** Results of polls, drawn as frontend/charts.py draws them, from the state and running figures. */

import { count, el, part } from "../dom.js";
import { attribute, clone, patch, show, slots, words, write } from "./patch.js";

const WIDTH = 1000;
const SIZES = 6;
const NOTHING = { votes: [], options: [], users: 0, guests: 0 };

/** The poll that is open, else the one that was opened last; null when there was none. */
export function pollOfThisMoment({ polls }) {
  return Object.values(polls).sort((a, b) => a.open - b.open || a.seq - b.seq).at(-1) ?? null;
}

/** What a poll came to; `running` are its figures while it is open. */
export function chartOf(poll, running = NOTHING) {
  const counted = poll.open ? running : poll;
  const options = poll.form === "words" ? counted.options : poll.options;
  const votes = options.map((option, place) => counted.votes[place] ?? 0);
  const ballots = counted.users + counted.guests;
  const most = Math.max(0, ...votes);
  const drawn = options.map((option, place) => ({
    label: poll.form === "rating" ? points(Number(option)) : option,
    votes: votes[place],
    percent: part(100, votes[place], ballots),
    width: part(WIDTH, votes[place], ballots),
    size: sizeOf(votes[place], most),
    most: most > 0 && votes[place] === most,
  }));
  const rows = drawn.filter(({ label }) => label);
  const rating = poll.form === "rating";
  return { form: poll.form, rows: rating ? rows.reverse() : rows, ballots, guests: counted.guests, mean: rating ? mean(votes) : "", withheld: poll.open && poll.hidden, gone: drawn.length - rows.length };
}

// Where few agree nothing is large: forty words of one person each are not forty headlines.
function sizeOf(n, most) {
  return most ? Math.ceil(Math.min(SIZES, 2 + most) * Math.sqrt(n / most)) : 1;
}

/** A rating in words: 4 points. */
export function points(n) {
  return words(ngettext("%(n)s point", "%(n)s points", n), { n });
}

/** Draw a chart in `place`, which holds one already or nothing. */
export function drawChart(place, { form, rows, ballots, guests, mean: average, withheld, gone }) {
  const figure = place.firstElementChild ?? place.appendChild(clone("tpl-poll-chart"));
  const slot = slots(figure);
  show(figure, !withheld);
  if (withheld) return;
  attribute(figure, "data-form", form);
  write(slot["poll-mean"], average && words(gettext("Mean %(mean)s of 5"), { mean: average }));
  drawRows(slot["poll-rows"], { form, rows });
  patch(slot["poll-table"], rows, { key: ({ label }) => label, make: () => clone("tpl-poll-cells"), fill: fillCells });
  show(slot["poll-more"], rows.length > 0);
  caption(slot["poll-ballots"], [...turnout(ballots, guests), ...takenBack(gone)]);
}

/** Draw the bars of a chart, or the words of a cloud, as the items of a list. */
export function drawRows(list, { form, rows }) {
  const cloud = form === "words";
  // What is called the same in another poll may be drawn in another way.
  if (list.dataset.form !== form) list.replaceChildren();
  list.dataset.form = form;
  patch(list, rows, { key: ({ label }) => label, make: () => clone(cloud ? "tpl-poll-word" : "tpl-poll-row"), fill: cloud ? fillWord : fillRow });
}

/** How many voted, in words, and how many of them as guests. */
export function turnout(ballots, guests) {
  if (!ballots) return [gettext("Nobody has voted.")];
  const voted = words(ngettext("%(shown)s person voted", "%(shown)s people voted", ballots), { shown: count(ballots) });
  if (!guests) return [voted];
  return [voted, words(ngettext("%(shown)s of them a guest", "%(shown)s of them guests", guests), { shown: count(guests) })];
}

function takenBack(gone) {
  return gone ? [words(ngettext("%(n)s word was taken back", "%(n)s words were taken back", gone), { n: gone })] : [];
}

function caption(node, parts) {
  const name = parts.join("\n");
  if (node.dataset.name === name) return;
  node.dataset.name = name;
  node.replaceChildren(...parts.flatMap((text, place) => [place ? " " : "", el("span", {}, text)]));
}

function fillRow(node, { label, votes, percent, width, most }) {
  const slot = slots(node);
  node.classList.toggle("most", most);
  write(slot["poll-label"], label);
  write(slot["poll-percent"], `${percent}%`);
  write(slot["poll-votes"], count(votes));
  attribute(slot["poll-fill"], "width", String(width));
}

function fillWord(node, { label, votes, size }) {
  attribute(node, "data-size", String(size));
  write(slots(node)["poll-label"], label);
  write(slots(node)["poll-votes"], count(votes));
}

function fillCells(node, { label, votes, percent }) {
  const slot = slots(node);
  write(slot["poll-label"], label);
  write(slot["poll-votes"], count(votes));
  write(slot["poll-percent"], `${percent}%`);
}

function mean(votes) {
  const given = votes.reduce((sum, n) => sum + n, 0);
  const total = votes.reduce((sum, n, place) => sum + n * (place + 1), 0);
  return given ? (part(10, total, given) / 10).toFixed(1) : "";
}
