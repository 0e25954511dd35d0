// Nothing typed is lost: words are kept in this browser until what they were for is done.

const PREFIX = "huiyin.words";
const OLDEST_MS = 14 * 86_400_000;

/** Words of one person for one session, by purpose: "edit 37", "answer 41", "say". */
export class Kept {
  #place;

  /**
   * @param {string} number of the session
   * @param {string | null} principal whose words these are; another person at this browser sees none
   */
  constructor(number, principal) {
    const person = `${PREFIX}.${principal ?? "nobody"}.`;
    this.#place = `${person}${number}.`;
    sweep(person);
  }

  /** The words kept for a purpose, or "". */
  get(purpose) {
    return read(this.#place + purpose)?.text ?? "";
  }

  /** Keeps words; empty ones are forgotten. */
  set(purpose, text) {
    if (!text.trim()) this.drop(purpose);
    else write(this.#place + purpose, { text, at: Date.now() });
  }

  /** Forgets the words of a purpose: they have arrived where they should. */
  drop(purpose) {
    try { localStorage.removeItem(this.#place + purpose); } catch { /* nothing was kept */ }
  }
}

function read(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

function write(key, value) {
  // Storage can be forbidden or full; then the words live as long as the page.
  try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* kept in the field */ }
}

// What others left at this browser is theirs, and words for sessions long past are nobody's.
function sweep(person) {
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(`${PREFIX}.`))) {
      const stale = Date.now() - (read(key)?.at ?? 0) > OLDEST_MS;
      if (stale || !key.startsWith(person)) localStorage.removeItem(key);
    }
  } catch { /* storage is forbidden */ }
}
