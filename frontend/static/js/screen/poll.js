/** An open poll as it fills, and its result. */

import { $ } from "../dom.js";
import { attribute, clone, patch, show, slots, write } from "../live/patch.js";
import { people } from "./words.js";

// More rows than this are set closer.
const FEW = 8;

export class PollPanel {
  #part = slots($("[data-on=poll]"));

  draw(live, { poll }) {
    if (!poll) return;
    const part = this.#part;
    const cloud = poll.form === "words";
    show(part["poll-open"], poll.open);
    show(part["poll-closed"], !poll.open);
    write(part["poll-question"], poll.question);
    write(part.voters, people.voted(poll.voters));
    show(part["hidden-results"], !poll.told);
    show(part.bars, !cloud);
    part.bars.classList.toggle("many", poll.rows.length > FEW);
    show(part.cloud, cloud);
    patch(part.bars, cloud ? [] : poll.rows, { key: ({ key }) => key, make: () => clone("tpl-bar"), fill: fillBar });
    patch(part.cloud, cloud ? poll.rows : [], { key: ({ label }) => label, make: () => clone("tpl-word"), fill: fillWord });
  }
}

function fillBar(node, { label, percent }) {
  const part = slots(node);
  write(part.label, label);
  write(part.percent, `${percent}%`);
  attribute(part.bar, "width", String(percent));
}

function fillWord(node, { label, step }) {
  write(node, label);
  attribute(node, "data-step", String(step));
}
