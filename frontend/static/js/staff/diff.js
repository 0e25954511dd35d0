// What an edit changed, in pieces small enough for Chinese: characters, Latin words, numbers.

const TOKENS = /[\p{Script=Latin}\p{M}]+|\p{Nd}+|\s+|[\s\S]/gu;
// Beyond this many cells the table costs more than the answer is worth.
const LARGEST_TABLE = 6_000_000;

/**
 * Compares two texts.
 * @param {string} before
 * @param {string} after
 * @returns {{kind: "same" | "out" | "in", text: string}[]} pieces in reading order
 */
export function difference(before, after) {
  const a = before.match(TOKENS) ?? [];
  const b = after.match(TOKENS) ?? [];
  const head = commonLength(a, b, (list, i) => list[i]);
  const tail = commonLength(a.slice(head), b.slice(head), (list, i) => list[list.length - 1 - i]);
  const middle = compare(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return calm([
    { kind: "same", text: a.slice(0, head).join("") },
    ...middle,
    { kind: "same", text: a.slice(a.length - tail).join("") },
  ]);
}

function commonLength(a, b, at) {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && at(a, length) === at(b, length)) length += 1;
  return length;
}

function compare(a, b) {
  if (a.length * b.length > LARGEST_TABLE) {
    return [{ kind: "out", text: a.join("") }, { kind: "in", text: b.join("") }];
  }
  return walk(a, b, commonTable(a, b));
}

// table[i * width + j]: the length of the longest common run of tokens of a[i..] and b[j..].
function commonTable(a, b) {
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const here = i * width + j;
      table[here] = a[i] === b[j]
        ? table[here + width + 1] + 1
        : Math.max(table[here + width], table[here + 1]);
    }
  }
  return table;
}

function walk(a, b, table) {
  const width = b.length + 1;
  const pieces = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pieces.push({ kind: "same", text: a[i] });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && table[(i + 1) * width + j] >= table[i * width + j + 1])) {
      pieces.push({ kind: "out", text: a[i] });
      i += 1;
    } else {
      pieces.push({ kind: "in", text: b[j] });
      j += 1;
    }
  }
  return pieces;
}

// A single character left standing between two changes reads as noise: it joins them.
function calm(pieces) {
  const runs = joined(pieces);
  const loose = runs.map((run, i) => run.kind === "same" && [...run.text].length === 1
    && i > 0 && i < runs.length - 1);
  return joined(runs.flatMap((run, i) => (loose[i]
    ? [{ kind: "out", text: run.text }, { kind: "in", text: run.text }]
    : [run])));
}

// Neighbouring changes become one "out" and one "in", so that each is read once.
function joined(pieces) {
  const runs = [];
  let out = "";
  let into = "";
  const close = () => {
    if (out) runs.push({ kind: "out", text: out });
    if (into) runs.push({ kind: "in", text: into });
    out = "";
    into = "";
  };
  for (const { kind, text } of pieces) {
    if (!text) continue;
    if (kind === "out") out += text;
    else if (kind === "in") into += text;
    else {
      close();
      const last = runs.at(-1);
      if (last?.kind === "same") last.text += text;
      else runs.push({ kind, text });
    }
  }
  close();
  return runs;
}
