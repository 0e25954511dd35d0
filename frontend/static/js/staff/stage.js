// The question on the leader's stage, readable from across the table.

import { $, clock, day, el, setServerHtml } from "../dom.js";
import { tongueOf } from "../tongue.js";
import { asker, stateNow } from "../live/question.js";
import { sourceList } from "./sources.js";
import { wording } from "./correct.js";
import { patchList, put, show } from "./list.js";
import { supportOf } from "./waiting.js";
import { fill, numbered, questionWord, speakerName, supporters, tone } from "./words.js";

// Longer questions are set smaller, so that they still stand on one stage.
const LENGTHS = [[60, ""], [140, "longer"], [Infinity, "longest"]];

/**
 * Draws a question on the stage, or clears it.
 * @param {HTMLElement} root of the page
 * @param {object | null} question
 * @param {object} live
 */
export function paintStage(root, question, live) {
  show($("[data-question]", root), Boolean(question));
  if (!question) return;
  put($("[data-q-number]", root), numbered(question.number));
  put($("[data-q-name]", root), asker(question));
  const total = supportOf(live, question.number);
  put($("[data-q-support]", root), supporters(total));
  show($("[data-q-support]", root), total > 0);
  show($("[data-q-edited]", root), question.edited);
  paintState($("[data-q-state]", root), stateNow(question, live.state.session));
  paintFacts(root, question, live.state.session);
  const text = $("[data-q-text]", root);
  put(text, question.text || gettext("This question was taken down."));
  text.className = `stage-text ${LENGTHS.find(([most]) => question.text.length <= most)[1]}`.trim();
  paintAnswers($("[data-q-answers]", root), question, live.state.entries);
  paintPromises($("[data-q-promises]", root), question, live.state.promises);
}

function paintFacts(root, question, { topics }) {
  const topic = topics.find(({ code }) => code === question.topic);
  show($("[data-q-topic]", root), Boolean(topic));
  put($("[data-q-topic]", root), topic ? (document.documentElement.lang === "en" && topic.name_en) || topic.name : "");
  show($("[data-q-unit]", root), Boolean(question.unit));
  put($("[data-q-unit]", root), question.unit ? fill(gettext("with %(unit)s"), { unit: question.unit }) : "");
}

function paintPromises(place, question, promises) {
  const made = Object.values(promises).filter(({ number }) => number === question.number);
  show(place, made.length > 0);
  patchList(place, made, {
    key: ({ seq }) => seq,
    make: ({ text, unit, due }) => el("li", {}, el("b", {}, gettext("Promised")), el("span", { lang: tongueOf(text) }, text),
      el("span", { class: "meta" }, el("span", { lang: tongueOf(unit) }, unit), el("time", { datetime: due }, fill(gettext("by %(day)s"), { day: day(`${due}T12:00:00Z`) })))),
    paint: () => {},
  });
}

// What waits or is being answered needs no word on this stage.
function paintState(place, state) {
  show(place, state !== "taken_up" && state !== "published");
  place.className = tone(state);
  put(place, questionWord(state));
}

function paintAnswers(place, question, entries) {
  const given = entries.filter((entry) => question.answers.includes(entry.seq));
  show(place, given.length > 0);
  patchList(place, given, {
    key: (entry) => `${entry.seq} ${entry.corrections.length}`,
    make: (entry) => {
      const words = el("div", { class: "prose" });
      const { html } = wording(entry);
      if (html) setServerHtml(words, html);
      else put(words, gettext("Answered by voice; the words follow."));
      return el("section", {}, el("p", { class: "meta" }, el("b", {}, speakerName(entry.speaker)),
        el("time", { datetime: entry.at }, clock(entry.at)),
        entry.type === "answer" && el("button", { class: "link", type: "button", "data-correct": entry.seq }, gettext("Correct"))), words, sourceList(entry.sources));
    },
    paint: () => {},
  });
}
