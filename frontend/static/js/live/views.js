/** The page's parts: side by side where there is room, one at a time on a phone. */

import { $, $$, delegate } from "../dom.js";
import { shorten, show } from "./patch.js";

const main = $("main");
const root = document.documentElement;
const BESIDE = ["mine", "poll"];
const PARTS = { "#questions": "questions", "#mine": "mine", "#ask": "ask", "#poll": "poll" };
const MOMENT = /^#[eq]\d+$/;
const narrow = matchMedia("(max-width: 59.99em)");

/** `goTo(kind, key, views)` brings what a link points at into view: an entry ("e") or a question ("q"). */
export class Views {
  #goTo;
  #focusAsk;
  #first = location.hash;
  // How far each part was scrolled when it was left, where there is one at a time.
  #left = new Map();

  constructor({ goTo, focusAsk }) {
    this.#goTo = goTo;
    this.#focusAsk = focusAsk;
    delegate(document.body, "click", "a[href^='#']", (event, link) => {
      if (link.dataset.view ? this.show(link.dataset.view) : this.follow(link.hash) || this.#visit(link.hash)) event.preventDefault();
    });
    delegate(document.body, "click", "[data-rest]", (event, button) => unfold(button.previousElementSibling));
    addEventListener("popstate", () => this.#arrive());
    this.#watchStage();
    narrow.addEventListener("change", layOut);
    new MutationObserver(layOut).observe(root, { attributeFilter: ["data-elder"] });
    layOut();
    addEventListener("scroll", fitSide, { passive: true });
    fitSide();
    this.turn(PARTS[location.hash] ?? "transcript");
    this.#bring(location.hash);
  }

  /** Turn to a part, as somebody wishes. */
  show(view) {
    if (view !== main.dataset.view) this.#go(view);
    if (view === "ask") this.#focusAsk();
    return true;
  }

  /** However many parts one looks at, "back" leads once to the one with which the page began. */
  #go(view) {
    const steps = over();
    if (onePart() && steps && view === history.state.began && view !== "ask") { history.go(-steps); return; }
    this.#note(view === "transcript" ? location.pathname + location.search : `#${view}`, steps > 0);
    this.turn(view);
  }

  /** By "back", "forward", or an address that was typed. */
  #arrive() {
    // What else is typed is a place of the part one looks at.
    if (placeOf(location.hash) && location.hash !== this.#first) return;
    if (!this.#bring(location.hash)) this.turn(PARTS[location.hash] ?? "transcript");
    if (!over()) history.scrollRestoration = "auto";
  }

  #note(address, instead) {
    if (!onePart()) return;
    if (instead) { history.replaceState(history.state, "", address); return; }
    // What the browser would scroll to is a place of whichever part it remembers.
    history.scrollRestoration = "manual";
    history.pushState({ over: over() + 1, began: history.state?.began ?? main.dataset.view }, "", address);
  }

  /** Show a part; where it was left, where there is one at a time. */
  turn(view) {
    const before = main.dataset.view;
    if (before) this.#left.set(before, scrollY);
    main.dataset.view = view;
    for (const link of $$("[data-view]", main)) {
      // Beside the transcript, the side shows questions unless another part was chosen.
      const side = link.closest(".side-tabs") && !BESIDE.includes(view) ? "questions" : view;
      if (link.dataset.view === side) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (before && before !== view && onePart()) scrollTo({ top: this.#left.get(view) ?? 0, behavior: "instant" });
  }

  /** Bring what an address like #e12 or #q37 points at into view; false when it is none. */
  follow(hash) {
    if (!MOMENT.test(hash)) return false;
    // The address can be copied and passed on; assigning it would jump instead of gliding.
    if (main.dataset.view === partOf(hash) || !onePart()) history.replaceState(history.state, "", hash);
    else this.#note(hash, false);
    return this.#bring(hash);
  }

  /** Do what the browser does with a link into the page, without a step to go back. */
  #visit(hash) {
    const place = placeOf(hash);
    if (!place) return false;
    // Where there is one part at a time, the stage is seen with the transcript, at its top.
    if (place.closest(".stage") && onePart()) {
      this.show("transcript");
      this.#left.delete("transcript");
    }
    if (place.tabIndex < 0) place.tabIndex = -1;
    place.focus({ preventScroll: true });
    place.scrollIntoView();
    return true;
  }

  #bring(hash) {
    if (!MOMENT.test(hash)) return false;
    if (main.dataset.view !== partOf(hash)) this.turn(partOf(hash));
    this.#goTo(hash[1], Number(hash.slice(2)), this);
    return true;
  }

  /** While the stage is out of sight, its question stands in a strip at the top. */
  #watchStage() {
    const strip = $("[data-strip]");
    new IntersectionObserver(([{ isIntersecting }]) => {
      show(strip, !isIntersecting);
      root.classList.toggle("has-strip", !isIntersecting);
    }, { rootMargin: "-64px 0px 0px" }).observe($(".stage-body"));
  }
}

function partOf(hash) {
  return hash[1] === "e" ? "transcript" : "questions";
}

/** What an address points at that is neither a part of the page nor a moment; null where it is none. */
function placeOf(hash) {
  return hash in PARTS || MOMENT.test(hash) ? null : document.getElementById(hash.slice(1));
}

function onePart() {
  return main.classList.contains("one-part");
}

/** How many steps of ours lie over the address with which the page began. */
function over() {
  return history.state?.over ?? 0;
}

/** Show what was shown in part, and read on there. */
function unfold(text) {
  text.dataset.whole = text.textContent.length;
  shorten(text);
  text.tabIndex = -1;
  text.focus();
}

/** One part at a time where there is no room for two, and always in large print. */
function layOut() {
  main.classList.toggle("one-part", narrow.matches || root.hasAttribute("data-elder"));
}

/** The side fills what the page's head leaves of the window, so that asking is always in sight. */
function fitSide() {
  const head = Math.max(0, $(".site-head").getBoundingClientRect().bottom);
  main.style.setProperty("--head", `${head}px`);
}
