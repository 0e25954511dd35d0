// Dragging rows of a list by their grip, with mouse, pen or finger.

const EDGE = 40;
const STEP = 12;

/**
 * Lets rows of `list` be dragged by `[data-grip]`.
 * @param {HTMLElement} list
 * @param {(key: string, place: number) => void} drop called with the row's key and its new place
 */
export function bindDrag(list, drop) {
  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button !== 0) return;
    event.preventDefault();
    new Drag(list, grip.closest("[data-key]"), event, drop);
  });
}

class Drag {
  #list;
  #row;
  #drop;
  #from;
  #stop = new AbortController();

  constructor(list, row, event, drop) {
    this.#list = list;
    this.#row = row;
    this.#drop = drop;
    this.#from = this.#place;
    row.classList.add("dragged");
    list.classList.add("dragging");
    const { signal } = this.#stop;
    list.setPointerCapture(event.pointerId);
    list.addEventListener("pointermove", (move) => this.#move(move.clientY), { signal });
    list.addEventListener("pointerup", () => this.#end(true), { signal });
    list.addEventListener("pointercancel", () => this.#end(false), { signal });
    document.addEventListener("keydown", (key) => {
      if (key.key !== "Escape") return;
      key.preventDefault();
      this.#end(false);
    }, { signal, capture: true });
  }

  get #place() {
    return Array.from(this.#list.children).indexOf(this.#row);
  }

  #move(y) {
    this.#scroll(y);
    const over = Array.from(this.#list.children).find((row) => row !== this.#row && y < middle(row)) ?? null;
    if (over !== this.#row.nextElementSibling) this.#list.insertBefore(this.#row, over);
  }

  #scroll(y) {
    const box = scroller(this.#list);
    const { top, bottom } = box.getBoundingClientRect();
    if (y < Math.max(top, 0) + EDGE) box.scrollTop -= STEP;
    else if (y > Math.min(bottom, innerHeight) - EDGE) box.scrollTop += STEP;
  }

  #end(dropped) {
    const place = this.#place;
    this.#stop.abort();
    this.#row.classList.remove("dragged");
    this.#list.classList.remove("dragging");
    const back = this.#list.children[this.#from > place ? this.#from + 1 : this.#from] ?? null;
    if (!dropped) this.#list.insertBefore(this.#row, back);
    else if (place !== this.#from) this.#drop(this.#row.dataset.key, place);
  }
}

function middle(row) {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}

function scroller(node) {
  let box = node;
  while (box && box !== document.documentElement) {
    if (/auto|scroll/.test(getComputedStyle(box).overflowY)) return box;
    box = box.parentElement;
  }
  return document.documentElement;
}
