// Beside the stage: what comes next, what has been answered.

import { $, count, fromTemplate } from "../dom.js";
import { patchList, put, putParts, show, slot } from "./list.js";
import { answered, handed, inTurn, supportOf } from "./waiting.js";
import { fill, numbered, supporters } from "./words.js";

const FEW = 2;
const MOST = 200;
const LAST_ANSWERED = 8;

/**
 * Draws the side of the console.
 * @param {HTMLElement} root of the page
 * @param {object} live
 * @param {{showing: number | null, all: boolean, board: import("./draft_board.js").DraftBoard}} view the
 *   question on the stage; the whole list or its head; which answers are prepared
 */
export function paintConsoleSide(root, live, { showing, all, board }) {
  const waiting = inTurn(live).filter(({ number }) => number !== showing);
  put($("[data-waiting-count]", root), count(waiting.length));
  show($("[data-next-none]", root), waiting.length === 0);
  paintItems($("[data-next]", root), waiting.slice(0, all ? MOST : FEW), (question) => [support(live, question), draftWord(board.of(question.number))]);
  const more = $("[data-all]", root);
  show(more, waiting.length > FEW);
  more.setAttribute("aria-expanded", String(all));
  put(more, all ? gettext("Show fewer") : fill(gettext("Show all %(n)s"), { n: waiting.length }));
  const done = answered(live);
  show($("[data-answered-section]", root), done.length > 0);
  put($("[data-answered-count]", root), count(done.length));
  paintItems($("[data-answered]", root), done.slice(0, LAST_ANSWERED), () => []);
  const away = handed(live);
  show($("[data-handed-section]", root), away.length > 0);
  put($("[data-handed-count]", root), count(away.length));
  paintItems($("[data-handed]", root), away.slice(0, LAST_ANSWERED), ({ unit }) => [unit]);
}

function paintItems(list, questions, notes) {
  patchList(list, questions, {
    key: ({ number }) => number,
    make: () => fromTemplate("t-next"),
    paint: (node, question) => {
      node.firstElementChild.dataset.open = question.number;
      put(slot(node, "text"), question.text);
      putParts(slot(node, "meta"), [numbered(question.number), ...notes(question)]);
    },
  });
}

function support(live, { number }) {
  const total = supportOf(live, number);
  return total ? supporters(total) : "";
}

function draftWord(row) {
  if (!row) return "";
  return row.ready ? gettext("draft ready") : fill(gettext("being written by %(name)s"), { name: row.by_name });
}
