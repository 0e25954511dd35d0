// The rows of the drafter's desk: a question each, and how far its answer is.

import { clock, fromTemplate } from "../dom.js";
import { patchList, put, putParts, slot } from "./list.js";
import { supportOf } from "./waiting.js";
import { fill, numbered, supporters } from "./words.js";

/**
 * Says whether a draft belongs to what is shown.
 * @param {{ready: boolean} | null} row of the board
 * @param {"all" | "none" | "begun" | "ready"} shown
 */
export function matches(row, shown) {
  return { all: true, none: !row, begun: Boolean(row && !row.ready), ready: Boolean(row?.ready) }[shown];
}

/**
 * Draws the rows.
 * @param {Element} list
 * @param {object[]} questions in the order in which they would be answered
 * @param {{live: object, board: import("./draft_board.js").DraftBoard, chosen: number | null,
 *   principal: string}} how
 */
export function paintDraftRows(list, questions, { live, board, chosen, principal }) {
  patchList(list, questions, {
    key: ({ number }) => number,
    make: () => fromTemplate("t-next"),
    paint: (node, question) => {
      const row = board.of(question.number);
      const button = node.firstElementChild;
      button.dataset.open = question.number;
      button.dataset.draft = row ? (row.ready ? "ready" : "begun") : "none";
      if (question.number === chosen) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
      put(slot(node, "text"), question.text);
      const total = supportOf(live, question.number);
      const isNow = live.state.current === question.number;
      const place = live.state.next.indexOf(question.number);
      putParts(slot(node, "meta"), [
        numbered(question.number),
        isNow ? gettext("being answered now") : place >= 0 ? fill(gettext("place %(n)s in the order"), { n: place + 1 }) : "",
        total ? supporters(total) : "",
        words(row, principal),
      ]);
    },
  });
}

function words(row, principal) {
  if (!row) return gettext("no draft");
  const values = { name: row.by_name, time: clock(row.at) };
  if (row.ready) return fill(gettext("ready, by %(name)s, %(time)s"), values);
  return row.by === principal ? fill(gettext("begun by you, %(time)s"), values) : fill(gettext("being written by %(name)s, %(time)s"), values);
}
