// Findings point at stretches of a text; this cuts the text where they begin and end.

/**
 * Cuts a text at the borders of its findings. Positions count characters (code points),
 * as the server does, not the UTF-16 units of JavaScript.
 * @param {string} text
 * @param {{start: number, end: number}[]} findings
 * @returns {{text: string, findings: object[]}[]} stretches in reading order
 */
export function stretches(text, findings) {
  const characters = Array.from(text);
  const cuts = new Set([0, characters.length]);
  const placed = findings.filter(({ start, end }) => start >= 0 && end > start && end <= characters.length);
  for (const { start, end } of placed) cuts.add(start).add(end);
  const borders = [...cuts].sort((a, b) => a - b);
  return borders.slice(0, -1).map((start, i) => ({
    text: characters.slice(start, borders[i + 1]).join(""),
    findings: placed.filter((finding) => finding.start <= start && finding.end > start),
  }));
}
