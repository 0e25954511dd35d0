/** Reads a page aloud, sentence by sentence, each in its own language; the one being read is marked. */

import { $, $$ } from "./dom.js";

const speech = window.speechSynthesis;
const SENTENCE = /[^。！？!?；;\n]+[。！？!?；;\n]*["”’」』）)]*\s*|[。！？!?；;\n]+/gu;
// What stands among the words for the eye only.
const SILENT = "script, style, template, svg, button, [aria-hidden=true], [hidden]";
const NAME = "aloud";

class Reader {
  #root;
  #left = [];
  #voice = null; // the utterance that counts: what an older one still reports is no news

  constructor(root) {
    this.#root = root;
    root.addEventListener("click", (event) => this.#do(event.target.closest("[data-do]")?.dataset.do));
    this.#show("idle");
  }

  of(root) {
    return root === this.#root;
  }

  #do(act) {
    if (act === "pause") this.#hold();
    else if (act === "go-on") this.#goOn();
    else if (act === "stop") this.#stop();
  }

  begin() {
    for (const other of readers) if (other !== this) other.#stop();
    speech.cancel();
    this.#left = $$(this.#root.dataset.aloud).filter((node) => node.checkVisibility()).flatMap(sentencesOf);
    this.#next();
  }

  #next() {
    if (this.#left.length) this.#say(this.#left[0]);
    else this.#stop();
  }

  #say(sentence) {
    const voice = new SpeechSynthesisUtterance(sentence.toString());
    voice.lang = languageOf(sentence);
    voice.onend = () => { if (voice === this.#voice) { this.#left.shift(); this.#next(); } };
    voice.onerror = () => { if (voice === this.#voice) this.#stop(); };
    this.#voice = voice;
    mark(sentence);
    this.#show("reading");
    speech.speak(voice);
  }

  // Not speech.pause(): on telephones that ends the reading. The sentence is begun anew instead.
  #hold() {
    this.#voice = null;
    speech.cancel();
    this.#show("paused");
    $("[data-do=go-on]", this.#root).focus();
  }

  #goOn() {
    this.#next();
    $("[data-do=pause]", this.#root).focus();
  }

  #stop() {
    if (this.#voice || this.#left.length) speech.cancel();
    const inside = this.#root.contains(document.activeElement);
    [this.#voice, this.#left] = [null, []];
    mark(null);
    this.#show("idle");
    if (inside) $("[data-do=read]", this.#root).focus();
  }

  #show(state) {
    for (const part of $$("[data-when-reading]", this.#root)) part.hidden = !part.dataset.whenReading.split(" ").includes(state);
  }
}

/** The sentences of a node, each as a range, so that it can be shown where it stands. */
function sentencesOf(node) {
  const found = [];
  const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode;
    if (text.parentElement.closest(SILENT)) continue;
    for (const match of text.data.matchAll(SENTENCE)) {
      if (!/[\p{L}\p{N}]/u.test(match[0])) continue;
      const range = document.createRange();
      range.setStart(text, match.index);
      range.setEnd(text, match.index + match[0].length);
      found.push(range);
    }
  }
  return found;
}

/** What is not marked, or not surely, is read in the language of the page. */
function languageOf(range) {
  const lang = range.startContainer.parentElement.closest("[lang]:not([lang=und])")?.lang ?? "";
  return lang.toLowerCase().startsWith("zh") ? "zh-CN" : lang;
}

function mark(range) {
  for (const node of $$(`.${NAME}-now`)) node.classList.remove(`${NAME}-now`);
  if (window.CSS?.highlights) {
    CSS.highlights.delete(NAME);
    if (range) CSS.highlights.set(NAME, new Highlight(range));
  } else range?.startContainer.parentElement.classList.add(`${NAME}-now`);
  range?.startContainer.parentElement.scrollIntoView({ block: "nearest" });
}

const readers = $$("[data-aloud]").map((root) => new Reader(root));
// Whoever leaves the page has heard enough.
window.addEventListener("pagehide", () => speech.cancel());

/** Begin with the passages of this group of controls; the others of the group are minded here. */
export function begin(root) {
  readers.find((reader) => reader.of(root)).begin();
}
