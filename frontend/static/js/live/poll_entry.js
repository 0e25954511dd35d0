/** A poll in the transcript: where it was opened, and where it was counted. */

import { attribute, show, slots, write } from "./patch.js";
import { chartOf, drawChart } from "./poll_chart.js";

/** Fill an entry of type "poll" with the poll it is about, as it stands now. */
export function fillPolled(node, entry, { state }) {
  const poll = state.polls[entry.poll];
  const part = slots(node);
  const result = entry.seq === poll.closed_seq;
  show(part["polled-opened"], !result);
  show(part["polled-closed"], result);
  write(part["polled-question"], entry.text);
  show(part["polled-vote"], poll.open);
  show(part["polled-result"], !poll.open && !result);
  attribute(part["polled-to"], "href", `#e${poll.closed_seq ?? poll.seq}`);
  show(part["polled-chart"], result);
  if (result) drawChart(part["polled-chart"], chartOf(poll));
}
