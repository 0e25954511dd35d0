// The overview of the keys, and the switch for those who do not want single letters to act.

import { $ } from "../dom.js";
import { singleKeysWanted, wantSingleKeys } from "./keys.js";

/**
 * Prepares the page's overview of keys.
 * @returns {() => void} opens it
 */
export function bindHelp() {
  const dialog = $("[data-help]");
  const box = $("[data-single-keys]", dialog);
  box.checked = singleKeysWanted();
  box.addEventListener("change", () => wantSingleKeys(box.checked));
  return () => dialog.showModal();
}
