/** What this browser remembers. Where storage is full or forbidden, it lasts as long as the page. */

export function recall(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

/** Keep a text under a key; without text, forget the key. */
export function keep(key, text) {
  try {
    if (text) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
  } catch { /* see above */ }
}

/** All keys that begin so. */
export function keysUnder(prefix) {
  try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)); } catch { return []; }
}
