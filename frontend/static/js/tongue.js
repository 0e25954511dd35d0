/** What language a text is written in, as frontend/tongue.py finds it. */

const HAN = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}]/gu;
const KANA = /[\u3041-\u30ff]/gu;
const ENGLISH = new Set(("the and are is was will would can could do does did how what when where which who why for"
  + " from of to with this that there not please we you your our my it be have has").split(" "));

/** "zh-Hans", "en", or "und" where it is not sure: a name in Latin letters may be of any language. */
export function tongueOf(text) {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  const english = words.some((word) => ENGLISH.has(word));
  const han = text.match(HAN)?.length ?? 0;
  const kana = text.match(KANA)?.length ?? 0;
  if (han > kana && !(english && words.length > han)) return "zh-Hans";
  return english ? "en" : "und";
}

/** The attribute for words that are in another language than the page, for `el`; else none. */
export function foreign(text) {
  const lang = tongueOf(text);
  const page = document.documentElement.lang.slice(0, 2).toLowerCase();
  return lang === "und" || lang.startsWith(page) ? {} : { lang };
}

/** Say in which language a node's words are: always where it has said so, else where it matters. */
export function mark(node) {
  const text = node.textContent;
  if (node.hasAttribute("lang")) node.lang = tongueOf(text);
  else Object.assign(node, foreign(text));
}
