/** Huiyin as an app: what makes it work without a network, and the offer to install it. */

import { $, $$ } from "./dom.js";

const DECLINED = "huiyin.install";

async function register() {
  const worker = $("script[data-worker]").dataset.worker;
  const first = !navigator.serviceWorker.controller;
  await navigator.serviceWorker.register(worker, { scope: "/" });
  if (!first) return;
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ seen: location.pathname + location.search, pieces: performance.getEntriesByType("resource").map(({ name }) => name) });
}

// After everything that one came for; where it is forbidden, the pages work as ever.
if ("serviceWorker" in navigator) {
  const later = window.requestIdleCallback ?? setTimeout;
  window.addEventListener("load", () => later(() => register().catch(() => {})));
}

function declined() {
  try {
    return localStorage.getItem(DECLINED) !== null;
  } catch {
    return false;
  }
}

function decline() {
  try {
    localStorage.setItem(DECLINED, "no");
  } catch { /* it is offered again on the next page, no more */ }
}

const offers = $$("[data-install]");
const show = (on) => offers.forEach((offer) => { offer.hidden = !on; });

// Only browsers that can install say so; ours is a quiet line at the foot of the page.
window.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  if (declined()) return;
  show(true);
  for (const offer of offers) {
    $("[data-install-yes]", offer).onclick = () => { show(false); event.prompt(); };
    $("[data-install-no]", offer).onclick = () => { decline(); show(false); };
  }
});
window.addEventListener("appinstalled", () => show(false));
