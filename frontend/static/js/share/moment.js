/** What a share control stands beside: its words, who said them and when, and its place. */

const PLACE = /^[qe][1-9]\d*$/;

/** {id, words, who, post, day} of the passage around a control; of the whole page without words. */
export function momentOf(control) {
  if (control.dataset.share === "whole") return { id: "", words: "", who: "", post: "", day: "" };
  const passage = control.closest("[data-passage], .entry, .item, .said, .promised, .asked, .qa");
  const place = control.closest("[id^=q], [id^=e]")?.id ?? "";
  const find = (...selectors) => selectors.map((each) => shown(passage.querySelector(each))).find(Boolean) ?? "";
  return {
    id: PLACE.test(place) ? place : "",
    words: find("[data-slot=words]", "[data-slot=text]", ".promised-text", ".prose:not(.was)", ".asked-text:not(.gone)", "[data-words]"),
    who: find("[data-slot=name]", ".said-by b:not(.icon + b)", ".said-by .icon ~ .quiet", ".meta > span:first-child"),
    post: find("[data-slot=post]", ".said-by b:not(.icon + b) ~ .quiet"),
    day: "",
  };
}

/** The text of an element as it reads, its paragraphs on lines of their own; "" when it is hidden. */
function shown(node) {
  if (!node || node.hidden) return "";
  const blocks = node.querySelectorAll("p, li, h3, h4, blockquote > :not(p)");
  const parts = blocks.length ? Array.from(blocks, (block) => block.textContent) : [node.textContent];
  return parts.map((part) => part.trim().replace(/\s+/g, " ")).filter(Boolean).join("\n");
}

/** The passage as a quotation that names its source: words, then who, where and when, then the link. */
export function quotation({ words, who, post }, { title, day, comma }, link) {
  const source = [who && post ? `${who} ${post}` : who || post, title, day].filter(Boolean).join(comma);
  return words ? `“${words}”\n—— ${source}\n${link}` : `${source}\n${link}`;
}
