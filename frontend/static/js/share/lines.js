/** Lines of Chinese and Latin text, broken as a typesetter would: no comma begins a line. */

const FORBIDDEN_FIRST = /^[\u3001\u3002\uff0c\uff0e\uff1a\uff1b\uff01\uff1f\uff09\uff3d\uff5d\u300b\u3009\u300d\u300f\u3011\u3015\u201d\u2019\u2026\u2014\uff5e\u00b7%\u2030\u2103,.:;!?)\]}]/u;
const FORBIDDEN_LAST = /[\uff08\uff3b\uff5b\u300a\u3008\u300c\u300e\u3010\u3014\u201c\u2018\u00a5\uffe5$(\[{]$/u;
const TOKENS = /\s+|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef\u201c\u201d\u2018\u2019\u2026\u2014\u00b7]+|./gsu;

/** The pieces that no line may break: a character, a word, and the punctuation that clings to it. */
export function pieces(text) {
  const found = [];
  for (const token of text.match(TOKENS) ?? []) {
    const before = found.at(-1);
    const clings = before !== undefined && before.trim() !== "" && (FORBIDDEN_FIRST.test(token) || FORBIDDEN_LAST.test(before));
    if (clings && token.trim() !== "") found[found.length - 1] += token;
    else found.push(token);
  }
  return found;
}

/** The lines of a text; `fits(line)` says whether one is short enough. Paragraphs stay apart. */
export function wrap(text, fits) {
  return text.split(/\n+/).flatMap((paragraph) => wrapOne(paragraph.trim(), fits));
}

function wrapOne(paragraph, fits) {
  const lines = [];
  let line = "";
  for (const piece of pieces(paragraph)) {
    if (line === "" && piece.trim() === "") continue;
    if (fits((line + piece).trimEnd())) {
      line += piece;
      continue;
    }
    if (line) lines.push(line.trimEnd());
    line = "";
    if (piece.trim() === "") continue;
    [line] = [...cut(piece, fits, lines)];
  }
  if (line) lines.push(line.trimEnd());
  return lines;
}

// A word longer than a line, an address perhaps, is broken wherever it has to be.
function* cut(piece, fits, lines) {
  let rest = "";
  for (const letter of piece) {
    if (rest && !fits(rest + letter)) {
      lines.push(rest);
      rest = "";
    }
    rest += letter;
  }
  yield rest;
}

/** No more than `most` lines; what is left out shows as an ellipsis that fits, too. */
export function shorten(lines, most, fits) {
  if (lines.length <= most) return lines;
  const letters = Array.from(lines[most - 1]);
  while (letters.length && !fits(`${letters.join("")}……`)) letters.pop();
  const last = letters.join("").replace(/[\u3001\u3002\uff0c\uff1a\uff1b\uff01\uff1f\u2026\u2014,.:;!?\s]+$/u, "");
  return [...lines.slice(0, most - 1), `${last}……`];
}
