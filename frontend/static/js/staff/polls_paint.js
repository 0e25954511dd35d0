// How the polls look on the host's desk: one line, and the lists of their panel.

import { $, $$, count } from "../dom.js";
import { clone, patch, show, slots, words, write } from "../live/patch.js";
import { chartOf, drawChart, turnout } from "../live/poll_chart.js";

const ON_AIR = ["live", "paused"];

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
  paintOpen($("[data-polls-open]", root), polls.open);
  const onAir = ON_AIR.includes(live.state.session.state);
  patch($("[data-polls-drafts]", root), polls.drafts, {
    key: ({ number }) => number,
    make: () => clone("t-poll-draft"),
    fill: (node, poll) => paintDraft(node, poll, onAir && !polls.open),
  });
  show($("[data-polls-none]", root), !polls.drafts.length);
  show($("[data-polls-closed]", root), polls.closed.length > 0);
  patch($("[data-polls-counted]", root), polls.closed, {
    key: ({ number }) => number,
    make: () => clone("t-poll-counted"),
    fill(node, poll) {
      write(slots(node)["counted-question"], poll.question);
      drawChart(slots(node)["counted-chart"], chartOf(asCounted(poll)));
    },
  });
}

function paintOpen(root, poll) {
  show(root, Boolean(poll));
  if (!poll) return;
  const part = slots(root);
  write(part["open-question"], poll.question);
  write(part["open-form"], formWord(poll.form));
  show(part["open-hidden"], poll.hidden);
  // Staff see what others may not see yet.
  drawChart(part["open-chart"], chartOf(asCounted(poll)));
}

function paintDraft(node, poll, mayOpen) {
  const part = slots(node);
  write(part["draft-question"], poll.question);
  const choices = ["single", "multiple"].includes(poll.form) ? poll.options.join(" / ") : "";
  write(part["draft-facts"], [formWord(poll.form), choices, poll.hidden ? gettext("results hidden until the close") : ""].filter(Boolean).join(" · "));
  for (const button of $$("[data-polls-do=open]", node)) button.disabled = !mayOpen;
}

function asCounted({ form, options, votes, words: given, users, guests }) {
  const shown = given.filter((word) => word.shown);
  const counted = form === "words" ? { options: shown.map(({ text }) => text), votes: shown.map((word) => word.votes) } : { options, votes };
  return { form, users, guests, ...counted, open: false, hidden: false };
}

function formWord(form) {
  return {
    single: gettext("One choice"), multiple: gettext("Several choices"),
    rating: gettext("Rating from 1 to 5"), words: gettext("Word cloud"),
  }[form];
}
