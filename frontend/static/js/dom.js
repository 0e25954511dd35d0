/** Small helpers of the pages. Text goes in as text; the one way for HTML is setServerHtml. */

import { mark } from "./tongue.js";

export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => Array.from(root.querySelectorAll(selector));

/**
 * Make an element. `attrs`: class, dataset (object), on (object of listeners), hidden and other
 * booleans, anything else as an attribute; null, undefined and false are left out.
 * Children are nodes or text; null and false are left out.
 */
export function el(tag, attrs = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "dataset") Object.assign(node.dataset, value);
    else if (name === "on") for (const [type, listen] of Object.entries(value)) node.addEventListener(type, listen);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A copy of the first element in `<template id=…>`; `fill` maps data-slot names to text or nodes. */
export function fromTemplate(id, fill = {}) {
  const node = document.getElementById(id).content.firstElementChild.cloneNode(true);
  for (const slot of [node, ...$$("[data-slot]", node)]) {
    const value = fill[slot.dataset.slot];
    if (value === undefined || value === null) continue;
    slot.replaceChildren(value);
    mark(slot);
  }
  return node;
}

/**
 * Put HTML that our server has rendered and sanitised (the `html` of frames) into an element.
 * Parsed in an inert document, so that nothing in it could run even if it slipped through.
 */
export function setServerHtml(node, html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  node.replaceChildren(...Array.from(parsed.body.childNodes, (child) => document.importNode(child, true)));
  mark(node);
}

/** The JSON of an island `<script type="application/json" id=…>`, or null. */
export function readIsland(id) {
  const island = document.getElementById(id);
  return island ? JSON.parse(island.textContent) : null;
}

/** Listen on `root` for events whose target is inside `selector`; `listen(event, element)`. */
export function delegate(root, type, selector, listen) {
  root.addEventListener(type, (event) => {
    const hit = event.target instanceof Element ? event.target.closest(selector) : null;
    if (hit && root.contains(hit)) listen(event, hit);
  });
}

/** Load what a control needs when somebody is about to use it, so that the tap itself does not wait. */
export function warm(selector, load) {
  const hint = (event) => event.target instanceof Element && event.target.closest(selector) && load().catch(() => {});
  for (const type of ["pointerover", "pointerdown", "focusin"]) document.addEventListener(type, hint, { passive: true });
}

/** Say something to screen readers, politely, once. */
export function announce(text) {
  const region = $("[data-announce]");
  if (!region) return;
  // The same words twice are only read again if the region was empty in between.
  region.textContent = "";
  requestAnimationFrame(() => { region.textContent = text; });
}

/**
 * Show a short message at the foot of the page, and say it.
 * `kind`: "", "good", "seal". `action`: {label, run}. A toast with an action stays longer.
 * Returns a function that takes it away.
 */
export function toast(text, { kind = "", action = null, seconds = action ? 10 : 5 } = {}) {
  const remove = () => box.remove();
  const button = action && el("button", { type: "button", class: "btn quiet small", on: { click: () => { remove(); action.run(); } } }, action.label);
  const box = el("div", { class: `toast ${kind}`.trim() }, el("span", { class: "grow" }, text), button);
  // The same words again take the place of those that stand there: more of them would say no more.
  for (const old of $$(".toast", $("[data-toasts]"))) if (old.textContent === box.textContent && !action) old.remove();
  $("[data-toasts]").append(box);
  announce(text);
  let timer = setTimeout(remove, seconds * 1000);
  // Whoever is reading or aiming at it gets all the time needed.
  for (const type of ["pointerenter", "focusin"]) box.addEventListener(type, () => clearTimeout(timer));
  for (const type of ["pointerleave", "focusout"]) box.addEventListener(type, () => { timer = setTimeout(remove, 3000); });
  return remove;
}

const root = document.documentElement;
// Day before month, as on the pages themselves.
const language = () => (root.lang === "en" ? "en-GB" : root.lang || "zh-Hans");
const formats = new Map();
function format(kind, options) {
  const key = `${kind} ${language()}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(language(), { timeZone: root.dataset.zone, ...options }));
  return formats.get(key);
}

// Figures keep a space from the characters around them, as everywhere on the pages.
const spaced = (text) => text.replace(/(\d)(?=\p{Script=Han})/gu, "$1 ").replace(/(\p{Script=Han})(?=\d)/gu, "$1 ");

/** 14:05 in the platform's zone. */
export function clock(moment) {
  return format("clock", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(moment));
}

/** The day as the pages write it, without the year: 23 Nov in English. */
export function day(moment) {
  const month = root.lang === "en" ? "short" : "long";
  return spaced(format("day", { month, day: "numeric" }).format(new Date(moment)));
}

/** 1,204 */
export function count(number) {
  return Number(number || 0).toLocaleString("en-US");
}

/** n of so many as part of a whole: in whole numbers, halves up, as on the server, so that no figure jumps when the script takes over. */
export function part(whole, n, of) {
  return of ? Math.floor((2 * whole * n + of) / (2 * of)) : 0;
}

/** Several things in one line: a, b in English, a、b in Chinese. */
export function listed(items) {
  return items.join(pgettext("between the items of a list", ", "));
}

/** The character that stands for a person without a picture. */
export function initial(name) {
  return (Array.from((name || "").trim())[0] || "·").toUpperCase();
}

/** `<time datetime=…>14:05</time>` */
export function timeElement(moment, attrs = {}) {
  return el("time", { datetime: new Date(moment).toISOString(), ...attrs }, clock(moment));
}
