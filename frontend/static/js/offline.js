/** The offline page: what waits to be sent, what can still be read, and on as soon as there is a network. */

import { $, $$, el } from "./dom.js";

const UNSENT = /^huiyin\.outbox\./;

window.addEventListener("online", () => location.reload());
for (const button of $$("[data-again]")) button.addEventListener("click", () => location.reload());
tellUnsent();
await listKept();

function tellUnsent() {
  let count = 0;
  try {
    count = Object.keys(localStorage).filter((key) => UNSENT.test(key)).length;
  } catch { /* nothing is kept where nothing may be */ }
  for (const place of $$("[data-unsent]")) {
    place.hidden = count === 0;
    $("[data-count]", place).textContent = String(count);
  }
}

async function listKept() {
  const names = (await caches.keys()).filter((name) => name.startsWith("huiyin-pages-"));
  const found = [];
  for (const name of names) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) found.push(await entry(cache, request));
  }
  $("[data-kept]").replaceChildren(...found.reverse());
  $("[data-kept-part]").hidden = found.length === 0;
}

async function entry(cache, request) {
  const text = await (await cache.match(request, { ignoreVary: true })).text();
  const page = new DOMParser().parseFromString(text, "text/html");
  const { pathname } = new URL(request.url);
  return el("li", { lang: page.documentElement.lang }, el("a", { href: pathname }, page.title || pathname));
}
