/** Keeps the screen awake, and the pointer out of sight while nobody moves it. */

const IDLE = 3_000;

export function awake() {
  hold();
  // The lock goes whenever the page is hidden.
  document.addEventListener("visibilitychange", hold);
  let timer;
  const move = () => {
    document.documentElement.classList.remove("still");
    clearTimeout(timer);
    timer = setTimeout(() => document.documentElement.classList.add("still"), IDLE);
  };
  addEventListener("pointermove", move, { passive: true });
  move();
}

async function hold() {
  if (document.visibilityState !== "visible" || !navigator.wakeLock) return;
  try {
    await navigator.wakeLock.request("screen");
  } catch { /* refused, for instance on a low battery: the screen's own setting decides */ }
}
