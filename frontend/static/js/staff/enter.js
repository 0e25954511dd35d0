// What Enter does while writing: send, or begin a new line. Chosen once, remembered on this device.

const PREFIX = "huiyin:enter.";

/** The choice of one desk, shown as a checkbox. */
export class EnterChoice {
  #box;

  /**
   * @param {HTMLInputElement} box checked while Enter sends
   * @param {{desk: string, usual: boolean}} how `usual`: what it is until somebody chooses
   */
  constructor(box, { desk, usual }) {
    this.#box = box;
    const kept = recall(PREFIX + desk);
    box.checked = kept === null ? usual : kept === "sends";
    box.addEventListener("change", () => remember(PREFIX + desk, box.checked ? "sends" : "breaks"));
  }

  /** Says whether this press of Enter sends; with Shift it never does. */
  sends(event) {
    return this.#box.checked && !event.shiftKey && !event.altKey;
  }
}

function recall(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

function remember(key, value) {
  try { localStorage.setItem(key, value); } catch { /* it holds as long as the page */ }
}
