/** What stands on the big screen, from the public state: the twin of frontend/bigscreen/scene.py. */

import { chartOf } from "../live/poll_chart.js";

const SPOKEN = new Set(["answer", "speech", "aloud", "promise"]);
const FACES = { announced: "before", collecting: "before", archived: "ended" };
const SIZES = [[44, "xl"], [96, "l"], [190, "m"]];

/** {face, question, said, poll, next, answering}; `show` is what the address asks for. */
export function sceneOf(state, figures, show) {
  const session = state.session.state;
  if (session !== "live") return { face: FACES[session] ?? session };
  const said = show.has("answers") ? lastSaid(state) : null;
  const question = show.has("question") ? questionOf(state, said) : null;
  const poll = show.has("poll") ? pollOf(state) : null;
  const face = poll ? "poll" : question || said ? "question" : "waiting";
  return {
    face, question, said, answering: state.current !== null,
    poll: poll && { ...poll, chart: chartOf(poll, figures[poll.poll]) },
    next: state.questions[state.next[0]] ?? null,
  };
}

/** In which size a text is set: a Latin letter takes half the room of a character. */
export function sizeOf(text) {
  let weight = 0;
  for (const char of text) weight += char < "\u2e80" ? 0.5 : 1;
  return SIZES.find(([most]) => weight <= most)?.[1] ?? "s";
}

/** How many questions were public, how many answered, how many became cases. */
export function tallyOf({ questions }) {
  const tally = { asked: 0, answered: 0, cases: 0 };
  for (const { state } of Object.values(questions)) {
    if (state !== "taken_down") tally.asked += 1;
    if (state === "answered") tally.answered += 1;
    if (state === "handed_over") tally.cases += 1;
  }
  return tally;
}

/** What was said when the session ended. */
export function closingOf({ entries }) {
  return entries.findLast(({ notice }) => notice === "ended")?.text ?? "";
}

function lastSaid({ entries, current }) {
  const since = current === null ? 0 : entries.findLast(({ type, number }) => type === "question" && number === current)?.seq ?? 0;
  const last = entries.findLast(({ type }) => SPOKEN.has(type));
  return last && last.seq > since ? last : null;
}

function questionOf({ questions, current }, said) {
  const question = questions[current ?? said?.number];
  return question?.text ? question : null;
}

function pollOf({ polls, entries }) {
  const open = Object.values(polls).find((poll) => poll.open);
  const last = entries.at(-1);
  return open ?? (last?.type === "poll" ? polls[last.poll] ?? null : null);
}
