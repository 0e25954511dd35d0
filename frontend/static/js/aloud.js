/** The control that reads a page aloud; what reads is loaded with the first tap, or just before. */

import { delegate, warm } from "./dom.js";

const load = () => import("./aloud_reader.js");

async function begin(event, button) {
  try {
    const { begin: read } = await load();
    read(button.closest("[data-aloud]"));
  } catch { /* no connection, and never read before: the next tap tries again */ }
}

if (window.speechSynthesis) {
  warm("[data-aloud]", load);
  delegate(document.body, "click", "[data-aloud] [data-do=read]", begin);
}
