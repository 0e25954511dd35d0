/** An open poll as it fills, and its result: drawn as on every other page. */

import { $ } from "../dom.js";
import { drawRows } from "../live/poll_chart.js";
import { show, slots, words, write } from "../live/patch.js";
import { people } from "./words.js";

export class PollPanel {
  #part = slots($("[data-on=poll]"));

  draw(live, { poll }) {
    if (!poll) return;
    const part = this.#part;
    const { form, rows, ballots, mean, withheld } = poll.chart;
    show(part["poll-open"], poll.open);
    show(part["poll-closed"], !poll.open);
    write(part["poll-question"], poll.question);
    write(part.voters, people.voted(ballots));
    write(part["poll-mean"], withheld ? "" : mean && words(gettext("Mean %(mean)s of 5"), { mean }));
    show(part["hidden-results"], withheld);
    drawRows(part["poll-rows"], { form, rows: withheld ? [] : rows });
  }
}
