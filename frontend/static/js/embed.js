/**
 * A frame in somebody else's page: tells the page around it how high it is, and keeps up with the
 * session by asking for itself again. A cache answers that, so ten thousand frames cost what one does.
 */

const EVERY = 10_000;

const main = () => document.getElementById("embed");
const around = parentOrigin();
let told = 0;

if (window.parent !== window && around) {
  new ResizeObserver(tellHeight).observe(document.body);
  tellHeight();
}
if (main().hasAttribute("data-running")) {
  // Not everybody in the same second.
  setTimeout(() => setInterval(() => document.hidden || renew(), EVERY), Math.random() * EVERY);
  document.addEventListener("visibilitychange", () => document.hidden || renew());
}

/** The origin of the page around us, if it is one of those allowed: nobody else is told anything. */
function parentOrigin() {
  const origin = location.ancestorOrigins?.[0] ?? (document.referrer && new URL(document.referrer).origin);
  const allowed = main().dataset.sites.split(" ").filter(Boolean);
  return origin && allowed.some((site) => matches(site, origin)) ? origin : null;
}

function matches(site, origin) {
  if (!site.includes("*.")) return site === origin;
  const [scheme, rest] = site.split("*");
  return origin.startsWith(scheme) && origin.endsWith(rest);
}

function tellHeight() {
  const height = Math.ceil(main().getBoundingClientRect().height);
  if (height === told) return;
  told = height;
  window.parent.postMessage({ huiyin: "height", height }, around);
}

async function renew() {
  try {
    const answer = await fetch(location.href);
    if (!answer.ok) return;
    const next = document.importNode(new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("embed"), true);
    // What is being read is not drawn anew without a reason.
    if (next && next.textContent !== main().textContent) main().replaceWith(next);
  } catch { /* offline: what stands here stays */ }
}
