// The second press of a double one is meant for what the first one pressed. Where that has gone
// meanwhile (a dialog closed, a list moved up), it does nothing to what lies there now.

const TOGETHER_MS = 500;
const NEAR_PX = 8;
const CONTROLS = "button, a, summary, input, select, textarea, label, [role=option]";

let last = null;

/** Watches every press of this page. */
export function holdSecondPresses() {
  addEventListener("click", (event) => {
    // Keys press as well, in no place; so does a label, on behalf of its field.
    if (!event.isTrusted || event.detail === 0) return;
    const press = { control: controlOf(event.target), at: event.timeStamp, x: event.clientX, y: event.clientY };
    const astray = last !== null && together(last, press) && press.control !== last.control;
    if (astray) {
      event.preventDefault();
      event.stopImmediatePropagation();
      last = { ...press, control: last.control };
    } else last = press;
  }, { capture: true });
}

function controlOf(target) {
  const control = target.closest(CONTROLS);
  return control?.control ?? control;
}

function together(first, second) {
  return second.at - first.at < TOGETHER_MS && Math.hypot(second.x - first.x, second.y - first.y) < NEAR_PX;
}
