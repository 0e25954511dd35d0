/** What a share control stands beside: its words, who said them and when, and its place. */

const PLACE = /^[qe][1-9]\d*$/;

/**
 * {id, words, more, who, post, day} of the passage around a control; of the whole page without
 * words. `more` is what nobody said: the results of a poll, or that an answer was given aloud.
 */
export function momentOf(control) {
  if (control.dataset.share === "whole") return { id: "", words: "", more: "", who: "", post: "", day: "" };
  const passage = control.closest("[data-passage], .entry, .item, .said, .promised, .polled, .notice-line, .asked, .qa");
  const place = control.closest("[id^=q], [id^=e]")?.id ?? "";
  const find = (...selectors) => selectors.map((each) => shown(passage.querySelector(each))).find(Boolean) ?? "";
  const id = PLACE.test(place) ? place : "";
  if (passage.matches(".polled")) return { id, words: find(".polled-question"), more: results(passage), who: "", post: "", day: "" };
  return {
    id,
    words: find("[data-slot=words]", "[data-slot=text]", ".promised-text", ".prose:not(.was)", ".asked-text:not(.gone)", "[data-words]"),
    more: find("[data-slot=aloud]"),
    who: find("[data-slot=name]", ".said-by b:not(.icon + b)", ".said-by .icon ~ .quiet", ".meta > span:first-child"),
    post: find("[data-slot=post]", ".said-by b:not(.icon + b) ~ .quiet"),
    day: "",
  };
}

/** The results of a poll, one to a line: as they stand beside the bars, or as the words of a cloud. */
function results(passage) {
  const chart = passage.querySelector(".poll-chart:not([hidden])");
  if (!chart || chart.closest("[hidden]")) return "";
  const lines = ["[data-slot=poll-mean]", ".poll-row, .poll-word", "figcaption"].flatMap((part) => Array.from(chart.querySelectorAll(part)));
  return lines.filter((line) => !line.hidden).map((line) => line.textContent.trim().replace(/\s+/g, " ")).filter(Boolean).join("\n");
}

/** The text of an element as it reads, its paragraphs on lines of their own; "" when it is hidden. */
function shown(node) {
  if (!node || node.hidden) return "";
  const blocks = node.querySelectorAll("p, li, h3, h4, blockquote > :not(p)");
  const parts = blocks.length ? Array.from(blocks, (block) => block.textContent) : [node.textContent];
  return parts.map((part) => part.trim().replace(/\s+/g, " ")).filter(Boolean).join("\n");
}

/** The passage as a quotation that names its source: words, then who, where and when, then the link. */
export function quotation({ words, more, who, post }, { title, day, comma }, link) {
  const source = [who && post ? `${who} ${post}` : who || post, title, day].filter(Boolean).join(comma);
  const passage = told({ words, more });
  return passage ? `${passage}\n—— ${source}\n${link}` : `${source}\n${link}`;
}

/** A passage as it is cited: what was said in quotation marks, and beneath it what nobody said. */
export function told({ words, more }) {
  return [words && `“${words}”`, more].filter(Boolean).join("\n");
}
