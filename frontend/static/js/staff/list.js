// Lists that change under the eyes of a person: patched by key, so that focus, selection and
// scroll position stay where they were.

import { el } from "../dom.js";
import { foreign, mark } from "../tongue.js";

/**
 * Makes the children of `list` show `items`, in order.
 * @template T
 * @param {Element} list
 * @param {T[]} items
 * @param {{key: (item: T) => string | number, make: (item: T) => Element,
 *   paint: (node: Element, item: T, index: number) => void}} how
 */
export function patchList(list, items, { key, make, paint }) {
  const wanted = new Set(items.map((item) => String(key(item))));
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  const known = new Map();
  for (const node of Array.from(list.children)) {
    if (wanted.has(node.dataset.key)) known.set(node.dataset.key, node);
    else node.remove();
  }
  let place = list.firstElementChild;
  items.forEach((item, index) => {
    const name = String(key(item));
    let node = known.get(name);
    if (!node) {
      node = make(item);
      node.dataset.key = name;
    }
    paint(node, item, index);
    if (node === place) place = place.nextElementSibling;
    else list.insertBefore(node, place);
  });
  // A node that was moved loses the focus; a person must not notice that.
  if (focused?.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
}

/**
 * Sets the text of an element only if it differs, so that nothing is announced or reselected.
 * An element with `lang` is marked with the language of what it says.
 */
export function put(node, text) {
  const words = String(text);
  if (!node || node.textContent === words) return;
  node.textContent = words;
  mark(node);
}

/** Fills a line of small facts; empty ones are left out. Untouched while nothing changes. */
export function putParts(node, parts) {
  const words = parts.filter(Boolean);
  const name = words.join("\n");
  if (node.dataset.name === name) return;
  node.dataset.name = name;
  node.replaceChildren(...words.map((word) => el("span", foreign(word), word)));
}

/** Shows or hides an element. */
export function show(node, shown) {
  if (node && node.hidden === shown) node.hidden = !shown;
}

/** The element that fills `data-slot="name"` inside `root`. */
export function slot(root, name) {
  return root.querySelector(`[data-slot="${name}"]`);
}

/** Runs `paint` at most once a frame, however often it is asked for. */
export function oncePerFrame(paint) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    // A hidden page gets no frames; a timer keeps its title and lists true all the same.
    const run = () => { asked = false; paint(); };
    if (document.hidden) setTimeout(run, 250);
    else requestAnimationFrame(run);
  };
}
