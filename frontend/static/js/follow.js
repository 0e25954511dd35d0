/**
 * Makes the "follow" links of a public page into switches for whoever is signed in. The page is
 * the same for everyone, so what one follows is asked for apart. A link that stays a link leads
 * to a page that does the same.
 */

import { $, $$ } from "./dom.js";

function isStranger() {
  try {
    return !(localStorage.getItem("huiyin.principal") || "").startsWith("u:");
  } catch {
    return false; // no storage: then the server knows
  }
}

async function followed(names) {
  const query = new URLSearchParams(names.map((name) => ["of", name]));
  const answer = await fetch(`/me/following/state/?${query}`, { cache: "no-store" });
  return answer.ok ? answer.json() : { signed_in: false };
}

function asSwitch(link, on) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.dataset.follow = link.dataset.follow;
  button.append(...link.childNodes);
  const show = (pressed) => button.setAttribute("aria-pressed", String(pressed));
  show(on);
  button.addEventListener("click", () => press(button, show, link.href));
  link.replaceWith(button);
}

async function press(button, show, page) {
  if (button.getAttribute("aria-busy")) return;
  const on = button.getAttribute("aria-pressed") !== "true";
  show(on);
  button.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(page.split("?")[0], {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ on: on ? "1" : "0" }),
    });
    if (!answer.ok) throw new Error(answer.status);
    alike(button.dataset.follow, on);
  } catch {
    // Signed out meanwhile, no connection: the page behind the link says what is the matter.
    location.assign(page);
  }
  button.removeAttribute("aria-busy");
}

function alike(name, on) {
  for (const button of $$(`button[data-follow="${CSS.escape(name)}"]`)) {
    button.setAttribute("aria-pressed", String(on));
  }
}

const links = $$("a[data-follow]");

function show() {
  followed([...new Set(links.map((link) => link.dataset.follow))])
    .then(({ signed_in: known, followed: names = [] }) => {
      if (known) links.forEach((link) => asSwitch(link, names.includes(link.dataset.follow)));
    })
    .catch(() => {}); // the links work
}

// On the first page after signing in it is only found out who is here.
function begin() {
  if (isStranger()) return;
  removeEventListener("huiyin:known", begin);
  show();
}

if (links.length && $("[data-me]")) {
  addEventListener("huiyin:known", begin);
  begin();
}
