// Single keys as commands: never while someone types, never with a modifier, and only if wanted.

const WANTED = "huiyin:single-keys";
// What may go on while a key is held down: looking along a list. A decision is one press.
const MOVES = new Set(["j", "k", "arrowdown", "arrowup"]);

/** Says whether single keys act as commands on this device (a person may switch them off). */
export function singleKeysWanted() {
  return localStorage.getItem(WANTED) !== "off";
}

/** Remembers whether single keys act as commands on this device. */
export function wantSingleKeys(wanted) {
  localStorage.setItem(WANTED, wanted ? "on" : "off");
}

/**
 * Says whether what has the focus takes letters itself.
 * @param {Element | null} element
 */
export function takesLetters(element) {
  return Boolean(element?.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]"));
}

/**
 * Binds keys to commands. A command that returns false lets the key do its usual work.
 * @param {Record<string, (event: KeyboardEvent) => unknown>} commands by key: "j", "enter", "?", "1"
 * @param {{always?: Record<string, (event: KeyboardEvent) => unknown>}} options
 *   `always`: commands that also work while typing, such as "escape" and "ctrl+enter"
 */
export function bindKeys(commands, { always = {} } = {}) {
  // For the overview of keys, which must not promise what nothing does.
  const known = document.body.dataset.keys ?? "";
  document.body.dataset.keys = [known, ...Object.keys(commands), ...Object.keys(always)].join(" ");
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    const run = always[chord(event)] ?? plainCommand(commands, event);
    if (run && run(event) !== false) event.preventDefault();
  });
}

function plainCommand(commands, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || takesLetters(event.target)) return undefined;
  if (document.querySelector("dialog[open]") || !singleKeysWanted()) return undefined;
  if (event.repeat && !MOVES.has(keyName(event))) return commands[keyName(event)] && ignored;
  return commands[keyName(event)];
}

function ignored() {}

function chord(event) {
  // With Alt, the key itself may be another character; its place on the keyboard is not.
  // AltGr types a character on many keyboards; it reports itself as Ctrl and Alt.
  const alt = event.altKey && !event.ctrlKey && !event.getModifierState?.("AltGraph");
  if (alt) return `alt+${event.code.replace(/^(Key|Digit|Numpad)/, "").toLowerCase()}`;
  return (event.ctrlKey || event.metaKey ? "ctrl+" : "") + keyName(event);
}

// With an input method switched on, some systems report every key as "Process".
function keyName(event) {
  if (event.key.length === 1 || event.key !== "Process") return event.key.toLowerCase();
  return event.code.replace(/^(Key|Digit|Numpad)/, "").toLowerCase();
}
