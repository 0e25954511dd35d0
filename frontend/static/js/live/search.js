/** Finding words in Chinese and Latin text, whatever their width, case or spacing: 107路 in "107 路". */

// Common ideographs, and what ASCII has besides capitals and spaces.
const PLAIN = /^[!-@[-~\u4E00-\u9FFF]$/;

/** {text, places}: the text as it is compared, and where each of its units stands in the original. */
export function folded(original) {
  let text = "";
  const places = [];
  let at = 0;
  for (const character of original) {
    // Nearly every character stays as it is: thousands of questions are folded at the first key.
    const plain = PLAIN.test(character) ? character : character.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
    for (let unit = 0; unit < plain.length; unit += 1) places.push([at, at + character.length]);
    text += plain;
    at += character.length;
  }
  return { text, places };
}

/** The words that are looked for; a query in one piece is one word. */
export function termsOf(query) {
  return query.trim().split(/\s+/).map((word) => folded(word).text).filter(Boolean);
}

/** Where the terms stand in a folded text, as [from, to] in order; null unless all are there. */
export function find({ text, places }, terms) {
  const found = [];
  for (const term of terms) {
    let at = text.indexOf(term);
    if (at < 0) return null;
    for (; at >= 0; at = text.indexOf(term, at + term.length)) found.push([places[at][0], places[at + term.length - 1][1]]);
  }
  return merged(found);
}

function merged(ranges) {
  const result = [];
  for (const [from, to] of ranges.sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

/** Write a text into an element with these ranges marked. */
export function mark(node, text, ranges) {
  const parts = [];
  let at = 0;
  for (const [from, to] of ranges) {
    const hit = document.createElement("mark");
    hit.textContent = text.slice(from, to);
    parts.push(text.slice(at, from), hit);
    at = to;
  }
  node.replaceChildren(...parts, text.slice(at));
}
