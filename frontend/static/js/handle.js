// The page of one case. It works without this; with it nothing typed is lost on a bad line.

import { $, $$, el, toast } from "./dom.js";
import { Kept } from "./staff/drafts.js";
import { underWay } from "./staff/under_way.js";

const form = () => $("#case-form");
const { case: number, principal } = form().dataset;
const kept = new Kept(`case ${number}`, principal);
// What each step brings to its place; the rest is still to be sent.
const SENDS = { reply: "text", note: "note" };

// ---- what is typed -------------------------------------------------------------

const fields = () => $$("textarea[form=case-form]");

// What the server knows is newer; an empty field is given back what was typed here.
function restore() {
  for (const field of fields()) {
    if (field.value) kept.set(field.name, field.value);
    else field.value = kept.get(field.name);
  }
}

document.addEventListener("input", ({ target }) => {
  if (target.matches("textarea[form=case-form]")) kept.set(target.name, target.value);
});

// ---- what is sent --------------------------------------------------------------

document.addEventListener("submit", (event) => {
  if (event.target !== form() || !event.submitter) return;
  event.preventDefault();
  underWay.once("step", () => sent(event.submitter), event.submitter);
});

let forget = () => {};
underWay.addEventListener("change", () => {
  forget();
  forget = underWay.isLong ? toast(gettext("On its way…"), { seconds: 60 }) : () => {};
});

async function sent(button) {
  $("[data-not-sent]")?.remove();
  const body = new FormData(form());
  body.append(button.name, button.value);
  let answer;
  try {
    answer = await fetch(location.pathname, { method: "POST", body });
  } catch {
    return notSent(button, gettext("There is no connection at the moment. Nothing you wrote is lost."));
  }
  // Led elsewhere, to sign in or to the second factor, it was not sent: the words wait here meanwhile.
  if (new URL(answer.url).pathname !== location.pathname) return location.assign(answer.url);
  if (answer.redirected && answer.ok && SENDS[button.value]) kept.drop(SENDS[button.value]);
  if (answer.status >= 500) return notSent(button, gettext("Something went wrong on our side. Nothing you wrote is lost."));
  // A refusal or a preview is shown where one pressed; what was done is said at the top.
  return show(await answer.text(), answer.redirected ? "" : new URL(button.formAction).hash);
}

function notSent(button, words) {
  const again = gettext("Please press the button again in a moment; it is never there twice.");
  button.closest("p").before(el("p", { class: "notice seal", role: "alert", dataset: { notSent: "" } }, `${words} ${again}`));
}

// What has come of it, a preview, or a refusal with what to do: the server's own page, as without this script.
function show(html, place) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  $("main").replaceChildren(...Array.from($("main", body).childNodes, (node) => document.importNode(node, true)));
  const news = $("#refused, .preview") ?? $("main [role=status]") ?? $("h1");
  (place && !$("#refused") ? $(place) ?? news : news).scrollIntoView({ block: "nearest" });
  news.tabIndex = -1;
  news.focus({ preventScroll: true });
  if (form()) restore();
}

restore();
