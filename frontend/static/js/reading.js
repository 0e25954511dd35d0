// The transcript works without this. With it, the contents tell where one is reading, fold
// away on small screens, and a link into an earlier wording opens it.

const contents = document.querySelector("[data-contents]");
const links = new Map(
  [...document.querySelectorAll(".contents-list a[href^='#']")].map((link) => [
    link.hash.slice(1),
    link,
  ]),
);

// Beside the record the contents stand open; above it, on a narrow screen, they stay folded.
const narrow = window.matchMedia("(max-width: 60em)");
const large = document.documentElement.hasAttribute("data-elder");
if (contents && !narrow.matches && !large) contents.open = true;
contents?.addEventListener("click", (event) => {
  if ((narrow.matches || large) && event.target.closest("a")) contents.open = false;
});

let here = null;

function mark(link) {
  if (link === here) return;
  here?.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "true");
  here = link;
}

// The topmost part that reaches into the upper third of the window is being read.
const seen = new Set();
const parts = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
const observer = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) seen.add(entry.target);
      else seen.delete(entry.target);
    }
    const first = parts.find((part) => seen.has(part));
    if (first) mark(links.get(first.id));
  },
  { rootMargin: "0px 0px -67% 0px" },
);
for (const part of parts) observer.observe(part);

function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) target.open = true;
}
window.addEventListener("hashchange", openTarget);
openTarget();

// On paper everything is shown: earlier wordings, the table, the full fingerprint.
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll(".record details")) details.open = true;
});
