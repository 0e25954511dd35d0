/** What an entry of the transcript says, by its type: which template it is made of, what fills it. */

import { clock, day, el, setServerHtml } from "../dom.js";
import { clone, patch, show, slots, words, write } from "./patch.js";
import { asker, caseLink, gone } from "./question.js";

/** By type: {template, fill(node, entry, live)}; how polls are filled comes with the first of them. */
export const KINDS = {
  question: { template: "tpl-asked", fill: asked },
  answer: { template: "tpl-said", fill: said },
  speech: { template: "tpl-said", fill: said },
  aloud: { template: "tpl-said", fill: said },
  promise: { template: "tpl-promised", fill: promised },
  poll: { template: "tpl-polled", fill: null },
  notice: { template: "tpl-told", fill: told },
};

/** By which day, and who does it: "By 3 Dec; the transport bureau does it". */
export function dueWords({ due, unit }) {
  return words(gettext("By %(day)s; %(unit)s does it"), { day: day(`${due}T12:00:00`), unit });
}

/** Whether an answer was given aloud and nobody has written it down yet. */
export function wordsFollow({ type, seq, number }, { questions }) {
  return type === "aloud" && seq === questions[number]?.answers.at(-1);
}

function told(node, entry) {
  for (const text of node.querySelectorAll("[data-notice]")) show(text, text.dataset.notice === entry.notice);
  write(slots(node).text, entry.text);
}

function asked(node, entry, live) {
  const part = slots(node);
  const question = live.state.questions[entry.number];
  const name = question && asker(question);
  write(part.name, name ? words(gettext("%(name)s asks"), { name }) : "");
  write(part.number, words(gettext("No. %(number)s"), entry));
  write(part.text, entry.text);
  gone(part, question, live.reasons);
  write(part.unit, handedTo(question));
}

/** "Handed to …": the department that answers after the session, until there is a case. */
export function handedTo(question) {
  return question?.unit && !question.case ? words(gettext("Handed to %(unit)s"), question) : "";
}

function promised(node, entry, live) {
  const part = slots(node);
  write(part.name, entry.speaker.name || gettext("Host"));
  write(part.to, entry.number === null ? "" : words(gettext("On no. %(number)s"), entry));
  write(part.text, entry.text);
  write(part.due, dueWords(live.state.promises[entry.seq]));
}

function said(node, entry, live) {
  const part = slots(node);
  const { speaker, number, corrections, type } = entry;
  const stands = corrections.at(-1) ?? entry;
  const aloud = type === "aloud" && !corrections.length;
  write(part.name, speaker.name || gettext("Host"));
  write(part.post, speaker.post);
  write(part.to, number === null ? "" : words(gettext("Answers no. %(number)s"), { number }));
  write(part.aloud, !aloud ? "" : wordsFollow(entry, live.state) ? gettext("Answered aloud; the words follow.") : gettext("Answered aloud."));
  setServerHtml(part.words, stands.html);
  show(part.words, !aloud);
  sources(part, entry.sources);
  corrected(part, [entry, ...corrections], corrections);
}

function sources(part, list) {
  show(part.sources, list.length > 0);
  part["source-list"].replaceChildren(...list.map(({ title, href }) =>
    el("li", {}, href ? el("a", { href, rel: "noopener nofollow ugc" }, title) : title)));
}

function corrected(part, wordings, corrections) {
  show(part.corrected, corrections.length > 0);
  if (!corrections.length) return;
  write(part.correction, words(gettext("Corrected at %(at)s. Read the earlier wording"), { at: clock(corrections.at(-1).at) }));
  patch(part.wordings, corrections.map((after, index) => ({ html: wordings[index].html, reason: after.reason, seq: after.seq })), {
    key: ({ seq }) => seq,
    make: () => clone("tpl-wording"),
    fill(node, { html, reason }) {
      setServerHtml(slots(node).words, html);
      write(slots(node).why, reason && words(gettext("Corrected because: %(reason)s"), { reason }));
    },
  });
}

/** What became of the question, told once under the last thing said about it. */
export function outcome(part, number) {
  show(part.outcome, Boolean(number));
  caseLink(part.case, number, gettext("Followed as case %(number)s: see how far it is"));
}
