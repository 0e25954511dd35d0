// One entry of the transcript as host and stenographer see it.

import { clock, el, setServerHtml } from "../dom.js";
import { wording } from "./correct.js";
import { put, show, slot } from "./list.js";
import { fill, numbered, speakerName } from "./words.js";

/**
 * Draws an entry; nothing is touched while it is the same.
 * @param {Element} node made from the entry's template
 * @param {object} entry
 * @param {object} live
 * @param {{correct: boolean, takeDown: boolean}} may
 */
export function paintEntry(node, entry, live, may) {
  const name = JSON.stringify([entry.corrections.length, entry.text, may]);
  if (node.dataset.name === name) return;
  node.dataset.name = name;
  node.className = `said ${entry.type}`;
  put(slot(node, "who"), who(entry, live));
  put(slot(node, "number"), entry.number ? numbered(entry.number) : "");
  show(slot(node, "number"), entry.number !== null);
  const time = slot(node, "time");
  time.dateTime = entry.at;
  put(time, clock(entry.at));
  paintWords(slot(node, "text"), entry);
  slot(node, "acts").replaceChildren(...acts(entry, may));
  paintCorrections(slot(node, "note"), entry);
}

function who({ type, number, speaker, notice }, live) {
  if (type === "poll") return gettext("Poll");
  if (type === "notice") return noticeWord(notice);
  if (type === "question") return live.state.questions[number]?.name || gettext("Question");
  return speakerName(speaker);
}

function paintWords(place, entry) {
  if (entry.type === "aloud") put(place, gettext("Answered aloud"));
  else if (entry.html) setServerHtml(place, wording(entry).html);
  else put(place, entry.type === "question" && !entry.text ? gettext("This question was taken down.") : entry.text);
  place.classList.toggle("prose", Boolean(entry.html));
}

function acts({ type, seq, number, text }, may) {
  if (may.correct && (type === "answer" || type === "speech")) {
    return [el("button", { class: "link", type: "button", "data-correct": seq }, gettext("Correct"))];
  }
  if (may.takeDown && type === "question" && text) {
    return [el("button", { class: "link", type: "button", "data-drop": number }, gettext("Take down…"))];
  }
  return [];
}

function paintCorrections(place, { corrections, text }) {
  show(place, corrections.length > 0);
  if (!corrections.length) return;
  const { at, reason } = corrections.at(-1);
  const earlier = [text, ...corrections.slice(0, -1).map((correction) => correction.text)];
  place.replaceChildren(
    el("p", {}, fill(gettext("Corrected %(time)s: %(reason)s"), { time: clock(at), reason })),
    el("details", {}, el("summary", {}, gettext("Earlier wording")), el("ol", {}, earlier.map((words) => el("li", {}, words)))),
  );
}

function noticeWord(notice) {
  return {
    opened: gettext("The session began"),
    paused: gettext("A short break"),
    resumed: gettext("The session resumed"),
    extended: gettext("The session goes on longer"),
    intake_closed: gettext("No more questions are taken"),
    ended: gettext("The session ended"),
    cancelled: gettext("The session was cancelled"),
  }[notice] ?? "";
}
