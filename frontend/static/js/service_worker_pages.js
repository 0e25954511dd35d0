/* Keeps the shell, and the public pages last seen, for when there is no network.
   Kept are only pages that the server gives to everybody alike (it says so: "public") and that are
   listed here. Nothing personal, nothing of the staff, no answer of the API, nothing with a query. */

const { version, files, offline, words, shell } = self.HUIYIN;
const SHELL = `huiyin-shell-${version}`;
const PAGES = `huiyin-pages-${version}`;
const MOST_PAGES = 20;
const LISTED = [/^\/$/, /^\/sessions\/(\d+\/(transcript\/)?)?$/, /^\/cases\/(\d+\/)?$/];
// What is public no longer is not kept on anybody's device either.
const GONE = new Set([403, 404, 410]);
// A name with a fingerprint means the same for ever.
const FOR_EVER = /^(css|js|img|player)\/.*\.[0-9a-f]{12}\.\w+$/;

// A new worker waits until no page of the old version is open: their files are still needed.
self.addEventListener("install", (event) => event.waitUntil(lay()));
self.addEventListener("activate", (event) => event.waitUntil(begin()));

async function lay() {
  const cache = await caches.open(SHELL);
  await cache.addAll([new Request(offline, { credentials: "omit" }), ...shell]);
}

async function begin() {
  const old = (await caches.keys()).filter((name) => name.startsWith("huiyin-") && name !== SHELL && name !== PAGES);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event, url));
  else if (lasts(url)) event.respondWith(file(event));
  else if (url.pathname.startsWith(words)) event.respondWith(wordsOf(event));
});

// The page that the worker came with was loaded before it: it says what it consists of.
self.addEventListener("message", (event) => {
  const { seen, pieces = [] } = event.data ?? {};
  if (typeof seen === "string") event.waitUntil(keepSeen(new URL(seen, self.location.origin), pieces));
});

const lasts = (url) => version !== "" && url.pathname.startsWith(files) && FOR_EVER.test(url.pathname.slice(files.length));

function mayKeep(url, answer) {
  const everybodys = /\bpublic\b/.test(answer.headers.get("Cache-Control") ?? "");
  const listed = url.search === "" && LISTED.some((path) => path.test(url.pathname));
  return listed && everybodys && answer.status === 200 && answer.type === "basic" && !answer.redirected;
}

async function page(event, url) {
  try {
    const answer = (await event.preloadResponse) || (await fetch(event.request));
    if (mayKeep(url, answer)) event.waitUntil(keepPage(url, answer.clone()));
    else if (GONE.has(answer.status)) event.waitUntil(forgetPage(url));
    return answer;
  } catch {
    const pages = await caches.open(PAGES);
    return (await pages.match(url.pathname, { ignoreVary: true })) ?? (await caches.match(offline, { ignoreVary: true })) ?? Response.error();
  }
}

async function keepPage(url, answer) {
  const pages = await caches.open(PAGES);
  // Put anew it is the youngest: the oldest goes first.
  await pages.delete(url.pathname, { ignoreVary: true });
  await pages.put(url.pathname, answer);
  const all = await pages.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - MOST_PAGES)).map((each) => pages.delete(each)));
}

async function forgetPage(url) {
  const pages = await caches.open(PAGES);
  await pages.delete(url.pathname, { ignoreVary: true });
}

async function file(event) {
  const kept = await caches.match(event.request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(event.request);
  if (answer.status === 200) event.waitUntil(put(event.request, answer.clone()));
  return answer;
}

// The words of scripts: in the language of the moment, so from the network while there is one.
async function wordsOf(event) {
  try {
    const answer = await fetch(event.request);
    if (answer.status === 200) event.waitUntil(put(event.request, answer.clone()));
    return answer;
  } catch {
    return (await caches.match(event.request, { ignoreVary: true })) ?? Response.error();
  }
}

async function put(request, answer) {
  const cache = await caches.open(SHELL);
  await cache.put(request, answer);
}

async function keepSeen(url, pieces) {
  const cache = await caches.open(SHELL);
  const wanted = pieces.map((piece) => new URL(piece, self.location.origin)).filter((piece) => lasts(piece) || piece.pathname.startsWith(words));
  const answer = await fetch(url.pathname);
  if (mayKeep(url, answer)) await keepPage(url, answer);
  await Promise.allSettled(wanted.map((piece) => cache.add(piece.href)));
}
