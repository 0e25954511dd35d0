// The open question: its words with findings marked, its claim, its decision.

import { $, el, listed } from "../dom.js";
import { foreign } from "../tongue.js";
import { difference } from "./diff.js";
import { patchList, put, show } from "./list.js";
import { stretches } from "./marks.js";
import { headParts } from "./queue_list.js";
import { dayAndClock, digits, secondsUntil } from "./time.js";
import { fill } from "./words.js";

/**
 * Draws the open question, or the invitation to open one.
 * @param {HTMLElement} root of the page
 * @param {object | null} row
 * @param {{mayDecide: boolean, session: object}} how whether this person moderates or only looks
 *   on; the session part of the folded state
 */
export function paintQuestion(root, row, { mayDecide, session }) {
  show($("[data-one]", root), Boolean(row));
  show($("[data-none]", root), !row);
  if (!row) return;
  $("[data-head]", root).replaceChildren(...headParts(row, session));
  paintText($("[data-text]", root), row);
  paintFindings($("[data-findings]", root), row.findings);
  paintOriginal($("[data-was]", root), row);
  paintDecision($("[data-decided]", root), row.decision);
  paintClaim(root, row, mayDecide);
}

/** Draws the text of a comparison: what went, what came, what stayed. */
export function diffNodes(before, after) {
  return difference(before, after).map(({ kind, text }) => {
    if (kind === "same") return text;
    const word = kind === "out" ? gettext("removed:") : gettext("added:");
    return el(kind === "out" ? "del" : "ins", {}, el("span", { class: "sr" }, word), text);
  });
}

/** Draws what is left of the lease; called every second. */
export function paintClaim(root, row, mayDecide) {
  const claim = row.state === "held" ? row.claim : null;
  put($("[data-claim]", root), claimWords(claim));
  show($("[data-acts]", root), row.state === "held" && mayDecide);
  show($("[data-legend]", root), row.state === "held" && mayDecide);
  show($("[data-acts] [data-do=claim]", root), !claim);
  show($("[data-acts] [data-do=release]", root), Boolean(claim?.mine));
  $("[data-acts]", root).classList.toggle("elsewhere", Boolean(claim && !claim.mine));
}

function claimWords(claim) {
  if (!claim) return "";
  const left = digits(secondsUntil(claim.until));
  return claim.mine
    ? fill(gettext("Claimed by you, %(left)s left"), { left })
    : fill(gettext("%(name)s is working on this, %(left)s left"), { name: claim.by, left });
}

// The words are only drawn anew when they differ: a selection in them must survive a push.
function paintText(place, row) {
  const name = JSON.stringify([row.number, row.text, row.findings]);
  if (place.dataset.name === name) return;
  place.dataset.name = name;
  const marked = row.findings.filter((finding) => finding.end > finding.start);
  Object.assign(place, foreign(row.text));
  place.replaceChildren(...stretches(row.text, marked).map(({ text, findings }) => (
    findings.length ? el("mark", { title: listed(findings.map((finding) => finding.label)) }, text) : text)));
}

function paintFindings(list, findings) {
  const items = findings.map((finding, index) => ({ ...finding, index }));
  patchList(list, items, {
    key: ({ index, rule, label, note, start, end }) => [index, rule, label, note, start, end].join(" "),
    make: (finding) => el("li", {}, el("span", { class: "chip warn" }, finding.label), el("span", {}, finding.note)),
    paint: () => {},
  });
}

function paintOriginal(place, row) {
  const changed = row.edited && row.original && row.original !== row.text;
  show(place, Boolean(changed));
  const name = changed ? `${row.original}\n${row.text}` : "";
  if (place.dataset.name === name) return;
  place.dataset.name = name;
  if (!changed) return place.replaceChildren();
  place.replaceChildren(
    el("span", { class: "label" }, gettext("Edited before publication: what changed (seen by staff only)")),
    el("p", { class: "diff", ...foreign(row.text) }, diffNodes(row.original, row.text)),
  );
}

function paintDecision(place, decision) {
  show(place, Boolean(decision));
  if (!decision) return;
  const declined = decision.verdict === "declined";
  const verdict = declined ? gettext("Not published") : gettext("Published");
  place.className = `decided notice ${declined ? "" : "good"}`.trim();
  place.replaceChildren(el("div", {},
    el("b", {}, decision.reason_text ? `${verdict}: ${decision.reason_text}` : verdict),
    decision.words ? el("p", {}, decision.words) : null,
    el("p", { class: "meta" }, el("span", {}, decision.by), el("span", {}, dayAndClock(decision.at)))));
}
