// How the polls look on the host's desk: one line, and the lists of their panel.

import { $, clock, count } from "../dom.js";
import { attribute, clone, patch, show, slots, words, write } from "../live/patch.js";
import { chartOf, drawChart, turnout } from "../live/poll_chart.js";
import { paintCounted } from "./polls_counted.js";

const ON_AIR = ["live", "paused"];
// As many words as everyone sees (dialogue/figures.py); the others are below, one by one.
const CLOUD = 40;
const OVER = ["ended", "archived", "cancelled"];

/** Says on the desk how it stands with the polls. */
export function paintLine({ open, drafts, held }) {
  const line = $("[data-polls-line]");
  const now = open ? `${open.question} ${turnout(open.users + open.guests, 0)[0]}` : prepared(drafts.length);
  write($("[data-polls-now]", line), now);
  const waiting = held.length ? words(ngettext("%(n)s word waits", "%(n)s words wait", held.length), { n: count(held.length) }) : "";
  write($("[data-polls-waiting]", line), waiting);
}

function prepared(n) {
  return n ? words(ngettext("%(n)s prepared", "%(n)s prepared", n), { n }) : gettext("None prepared");
}

/** Draws the panel's lists. */
export function paintPolls(root, polls, live) {
  paintOpen($("[data-polls-open]", root), polls.open, live);
  const why = whyNot(live.state.session.state);
  write($("[data-polls-why]", root), polls.drafts.length ? why : "");
  patch($("[data-polls-drafts]", root), polls.drafts, {
    key: ({ number }) => number,
    make: () => clone("t-poll-draft"),
    fill: (node, poll) => paintDraft(node, poll, why),
  });
  show($("[data-polls-none]", root), !polls.drafts.length);
  show($("[data-polls-closed]", root), polls.closed.length > 0);
  patch($("[data-polls-counted]", root), polls.closed, {
    key: ({ number }) => number,
    make: () => clone("t-poll-counted"),
    fill(node, poll) {
      write(slots(node)["counted-question"], poll.question);
      write(slots(node)["counted-facts"], [at(live, "closed_seq", poll), turnout(poll.users + poll.guests, 0)[0]].filter(Boolean).join(" · "));
      // As everyone sees it: words may have been taken back since.
      const told = live.state.polls[poll.number];
      drawChart(slots(node)["counted-chart"], chartOf(told && !told.open ? told : asCounted(poll)));
      paintCounted(slots(node)["counted-words"], poll, live);
    },
  });
}

/** Why no poll can be opened now, in words; "" when one can be. */
function whyNot(session) {
  if (ON_AIR.includes(session)) return "";
  return OVER.includes(session) ? gettext("The session is over: no poll can be opened any more.") : gettext("A poll can be opened once the session is live.");
}

// When a poll was opened ("seq") or closed ("closed_seq").
function at({ state: { polls, entries } }, what, { number }) {
  const entry = entries.find(({ seq }) => seq === polls[number]?.[what]);
  return entry ? clock(entry.at) : "";
}

function paintOpen(root, poll, live) {
  show(root, Boolean(poll));
  if (!poll) return;
  const part = slots(root);
  write(part["open-question"], poll.question);
  write(part["open-form"], formWord(poll.form));
  show(part["open-hidden"], poll.hidden);
  const since = at(live, "seq", poll);
  write(part["open-since"], since && words(gettext("Open since %(at)s. The end of the session closes it as well."), { at: since }));
  // Staff see what others may not see yet.
  drawChart(part["open-chart"], chartOf(asCounted(poll)));
}

function paintDraft(node, poll, why) {
  const part = slots(node);
  write(part["draft-question"], poll.question);
  const choices = ["single", "multiple"].includes(poll.form) ? poll.options.join(" / ") : "";
  write(part["draft-facts"], [formWord(poll.form), choices, poll.hidden ? gettext("results hidden until the close") : ""].filter(Boolean).join(" · "));
  const button = $("[data-polls-do=open]", node);
  attribute(button, "aria-disabled", String(Boolean(why)));
  attribute(button, "aria-describedby", why ? "polls-why" : "");
}

function asCounted({ form, options, votes, words: given, users, guests }) {
  const shown = given.filter((word) => word.shown).slice(0, CLOUD);
  const counted = form === "words" ? { options: shown.map(({ text }) => text), votes: shown.map((word) => word.votes) } : { options, votes };
  return { form, users, guests, ...counted, open: false, hidden: false };
}

function formWord(form) {
  return {
    single: gettext("One choice"), multiple: gettext("Several choices"),
    rating: gettext("Rating from 1 to 5"), words: gettext("Word cloud"),
  }[form];
}
