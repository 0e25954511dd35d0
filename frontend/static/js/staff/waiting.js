// Public questions as those on stage need them: what comes next, what waits, what is done.

/** Supporters of a question, people with an account and guests together. */
export function supportOf({ state, support }, number) {
  const [users, guests] = support[number] ?? state.totals[number] ?? [0, 0];
  return users + guests;
}

/** The question being answered now, or null. */
export function currentQuestion({ state }) {
  return state.current === null ? null : state.questions[state.current] ?? null;
}

/** The questions of the running order, in order. */
export function upNext({ state }) {
  return state.next.map((number) => state.questions[number]).filter((question) => question?.state === "published");
}

/** Questions that were handed to a department, the latest asked first: they wait here no longer. */
export function handed({ state }) {
  return Object.values(state.questions).filter((question) => question.state === "published" && question.unit).sort((a, b) => b.number - a.number);
}

/** Public questions that wait and have no place in the running order, most supported first. */
export function others(live, by = "support") {
  const placed = new Set(live.state.next);
  const rest = Object.values(live.state.questions).filter(({ state, number, unit }) => state === "published" && !unit && !placed.has(number));
  const oldest = (a, b) => a.number - b.number;
  const supported = (a, b) => supportOf(live, b.number) - supportOf(live, a.number) || oldest(a, b);
  return rest.sort(by === "support" ? supported : oldest);
}

/** Everything that waits, in the order in which it would be answered. */
export function inTurn(live) {
  return [...upNext(live), ...others(live)];
}

/** Questions that have an answer, the latest answered first. */
export function answered({ state }) {
  return Object.values(state.questions)
    .filter((question) => question.answers.length > 0 && question.state !== "taken_down")
    .sort((a, b) => b.answers.at(-1) - a.answers.at(-1));
}

/** How many questions wait (the one being answered included) and how many have an answer. */
export function tally(live) {
  const current = currentQuestion(live);
  return { waiting: inTurn(live).length + (current && !current.answers.length ? 1 : 0), answered: answered(live).length };
}
