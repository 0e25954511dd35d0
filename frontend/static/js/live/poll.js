/** The poll of this moment: said where nothing else stands, answered and read in its own part. */

import { $, $$, delegate, listed } from "../dom.js";
import { attribute, show, slots, words, write } from "./patch.js";
import { Ballot } from "./poll_ballot.js";
import { chartOf, drawChart, pollOfThisMoment, turnout } from "./poll_chart.js";

const root = document.documentElement;

export class Poll {
  #live;
  #ballot;
  #panel = $("[data-poll]");
  #tab = $("[data-poll-tab]");
  #bars = $$("[data-poll-bar]");
  // The poll that somebody does not want to be reminded of.
  #later = 0;

  /** `askWho()` resolves to true when someone who may vote is there. */
  constructor(live, askWho) {
    this.#live = live;
    this.#ballot = new Ballot(live, askWho);
    delegate(document.body, "click", "[data-poll-later]", () => { this.#later = this.#now?.poll ?? 0; this.draw(); });
    // Whoever goes to the poll reads on there; the part is shown by then.
    delegate(document.body, "click", "[data-view=poll]", () => requestAnimationFrame(() => slots(this.#panel)["poll-question"].focus()));
  }

  get #now() {
    return pollOfThisMoment(this.#live.state);
  }

  draw() {
    const poll = this.#now;
    show(this.#panel, Boolean(poll));
    show(this.#tab, Boolean(poll));
    this.#ballot.draw(poll);
    this.#tell(poll);
    if (poll) this.#fill(poll);
  }

  #fill(poll) {
    const part = slots(this.#panel);
    const running = this.#live.figures.polls?.[poll.poll];
    const chart = chartOf(poll, running);
    show(part["poll-is-open"], poll.open);
    show(part["poll-is-closed"], !poll.open);
    write(part["poll-question"], poll.question);
    show(part["poll-withheld"], chart.withheld);
    write(part["poll-turnout"], chart.ballots ? turnout(chart.ballots, 0)[0] : "");
    drawChart(part["poll-place"], chart);
    show(part["poll-in-record"], !poll.open);
    attribute(part["poll-to-record"], "href", `#e${poll.closed_seq ?? poll.seq}`);
  }

  /** One line beside the questions; on a phone one above the dock, until one has voted. */
  #tell(poll) {
    const open = Boolean(poll?.open);
    const voted = open && this.#ballot.own(poll).length > 0;
    for (const bar of this.#bars) {
      const floats = bar.classList.contains("poll-floating");
      const shown = open && !(floats && (voted || this.#later === poll.poll));
      show(bar, shown);
      if (floats) root.classList.toggle("has-poll-bar", shown);
      if (!open) continue;
      const part = slots(bar);
      write(part["bar-question"], poll.question);
      show(part["bar-vote"], !voted);
      show(part["bar-see"], voted);
    }
  }
}

/** What is said aloud when a poll is opened or closed. */
export function pollNews({ kind, data }, { polls }) {
  if (kind === "poll.opened") return words(gettext("A poll is open: %(question)s"), data);
  const poll = polls[data.poll];
  if (kind !== "poll.closed" || !poll) return "";
  const { rows, mean } = chartOf(poll);
  const first = mean ? words(gettext("Mean %(mean)s of 5"), { mean }) : listed(rows.filter(({ most }) => most).map(({ label }) => label));
  return words(gettext("The poll is closed: %(question)s %(result)s"), { question: poll.question, result: first });
}
