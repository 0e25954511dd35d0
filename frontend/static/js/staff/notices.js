// Messages that stay beside what they are about until they are read.

import { $, announce, fromTemplate } from "../dom.js";

/**
 * Puts a message into `place`, and says it.
 * @param {Element} place
 * @param {string | Node} text
 * @param {"warn" | "seal" | "good" | "act" | ""} kind
 */
export function notify(place, text, kind = "warn") {
  const box = fromTemplate("t-notice", { text });
  if (kind) box.classList.add(kind);
  $("[data-do=dismiss]", box).addEventListener("click", () => box.remove());
  place.append(box);
  announce(typeof text === "string" ? text : text.textContent);
}
