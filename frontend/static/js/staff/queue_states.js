// The queue without rows: loading, empty, not loaded, not allowed.

import { fromTemplate } from "../dom.js";

/**
 * Draws why no row is listed; nothing while there are rows.
 * @param {Element} place
 * @param {import("./queue.js").Queue} queue
 */
export function paintState(place, queue) {
  const wanted = stateName(queue);
  const name = [wanted, queue.filter, queue.words].join(" ");
  if (place.dataset.name === name) return;
  place.dataset.name = name;
  place.replaceChildren(...stateNodes(wanted, queue));
}

function stateName({ status, rows }) {
  if (rows.order.length) return "";
  return status === "more" ? "" : status === "ready" ? "empty" : status;
}

function stateNodes(name, queue) {
  if (name === "loading") return [fromTemplate("t-state-loading")];
  if (name === "empty") return [fromTemplate(queue.words ? "t-state-none" : "t-state-empty", emptyWords(queue))];
  if (name !== "error") return [];
  if (queue.error.code === "not_allowed" || queue.error.code === "sign_in_needed") return [fromTemplate("t-state-refused")];
  return [fromTemplate("t-state-error", { text: queue.error.message })];
}

function emptyWords({ filter, words }) {
  if (words) return { title: gettext("Nothing found"), text: gettext("No question here contains these words. Try fewer words, or look under All.") };
  return {
    held: { title: gettext("All done"), text: gettext("No question is waiting. New ones appear here by themselves.") },
    flagged: { title: gettext("Nothing flagged"), text: gettext("No waiting question was flagged by the checks.") },
    mine: { title: gettext("Nothing claimed"), text: gettext("Questions you claim stay here until you decide on them or give them back.") },
    published: { title: gettext("Nothing public yet"), text: gettext("Questions you publish can be looked up here.") },
    declined: { title: gettext("Nothing declined"), text: gettext("Questions that were not published can be looked up here, with their reasons.") },
    all: { title: gettext("No questions yet"), text: gettext("As soon as somebody asks, the question appears here.") },
  }[filter];
}
