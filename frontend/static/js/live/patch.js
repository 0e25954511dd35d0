/** Drawing without rebuilding: nodes are kept by key, and touched only where something differs. */

import { $$, clock, day, el } from "../dom.js";
import { mark } from "../tongue.js";

const known = new WeakMap();
const lasting = new WeakMap();
// As in the templates.
const LONG = 200;
// The key of each node: reading and writing attributes of thousands at every event costs too much.
const keys = new WeakMap();

/** The parts of a node by their `data-slot`. */
export function slots(node) {
  if (!known.has(node)) known.set(node, Object.fromEntries($$("[data-slot]", node).map((part) => [part.dataset.slot, part])));
  return known.get(node);
}

/**
 * What the page holds from its beginning to its end, looked for once: to search thousands of rows
 * for it at every event would keep the main thread busy.
 */
export function fixed(selector, root = document) {
  const found = lasting.get(root) ?? new Map();
  lasting.set(root, found);
  if (!found.has(selector)) found.set(selector, $$(selector, root));
  return found.get(selector);
}

/** Put text into an element if it differs; without text the element is hidden. */
export function write(node, text) {
  const value = String(text ?? "");
  if (node.textContent !== value) {
    node.textContent = value;
    mark(node);
  }
  show(node, value !== "");
}

/** What is too long to be read in passing is shown in part, with a button for the rest. */
export function shorten(node) {
  const { length } = node.textContent;
  const long = length > LONG && node.dataset.whole !== String(length);
  if (long === node.classList.contains("in-part")) return;
  node.classList.toggle("in-part", long);
  const next = node.nextElementSibling;
  if (next?.matches("[data-rest]")) show(next, long);
  else node.after(el("button", { class: "btn small quiet", type: "button", "data-rest": true }, gettext("Show all")));
}

export function show(node, visible) {
  if (node.hidden === visible) node.hidden = !visible;
}

export function attribute(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

/** A copy of the one element in a `<template>`. */
export function clone(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

/** Show in `place` the chip called `name` of a `<template>` that holds them all. */
export function chip(place, template, name) {
  if (place.dataset.name === name) return;
  const source = document.getElementById(template).content.querySelector(`[data-name=${name}]`);
  place.replaceChildren(...Array.from(source.childNodes, (node) => node.cloneNode(true)));
  place.dataset.name = name;
}

/**
 * Make the children of `parent` those of `items`: known ones (by `data-key`) are moved if need be,
 * new ones made, others removed; then each is filled. Focus stays where it was.
 */
export function patch(parent, items, { key, make, fill }) {
  const before = new Map(Array.from(parent.children, (node) => [keyOf(node), node]));
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  const nodes = items.map((item) => {
    const name = String(key(item));
    const node = before.get(name) ?? named(make(item), name);
    before.delete(name);
    return node;
  });
  for (const node of before.values()) node.remove();
  let place = parent.firstElementChild;
  nodes.forEach((node, index) => {
    if (node === place) place = place.nextElementSibling;
    else parent.insertBefore(node, place);
    fill(node, items[index]);
  });
  if (focused && focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true });
}

function keyOf(node) {
  if (!keys.has(node)) keys.set(node, node.dataset.key);
  return keys.get(node);
}

function named(node, key) {
  node.dataset.key = key;
  keys.set(node, key);
  return node;
}

/** 14:05, and the day before it unless that is today. */
export function moment(at) {
  return day(at) === day(Date.now()) ? clock(at) : `${day(at)} ${clock(at)}`;
}

/** Fill the named words of a text that is translated as a whole: %(n)s. */
export function words(text, values) {
  return interpolate(text, values, true);
}
