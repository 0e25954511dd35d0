// Which public questions use the same words: a hint for the eye, never a decision.

const LEAST_LIKENESS = 0.22;

/**
 * Ranks public questions by the pairs of characters they share with a text.
 * @param {string} text
 * @param {{number: number, text: string}[]} questions
 * @param {number} most how many to return
 * @returns {object[]} the most alike first
 */
export function mostAlike(text, questions, most = 4) {
  const wanted = pairs(text);
  if (!wanted.size) return [];
  return questions
    .map((question) => ({ question, likeness: likeness(wanted, remembered(question.text)) }))
    .filter(({ likeness: value }) => value >= LEAST_LIKENESS)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, most)
    .map(({ question }) => question);
}

const memory = new Map();

// Public texts do not change, so their pairs are made once.
function remembered(text) {
  if (!memory.has(text)) memory.set(text, pairs(text));
  return memory.get(text);
}

function pairs(text) {
  const letters = Array.from(text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, ""));
  return new Set(letters.slice(1).map((letter, i) => letters[i] + letter));
}

function likeness(a, b) {
  if (!b.size) return 0;
  let shared = 0;
  for (const pair of a) if (b.has(pair)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}
