/** The page's parts: side by side where there is room, one at a time on a phone. */

import { $, $$, delegate } from "../dom.js";
import { show } from "./patch.js";

const main = $("main");
const root = document.documentElement;
const BESIDE = ["mine", "poll"];
const narrow = matchMedia("(max-width: 59.99em)");

/** `goTo(hash)` brings what a link points at into view and returns the view it is in, or null. */
export class Views {
  #goTo;
  #focusAsk;

  constructor({ goTo, focusAsk }) {
    this.#goTo = goTo;
    this.#focusAsk = focusAsk;
    delegate(document.body, "click", "a[href^='#']", (event, link) => {
      if (link.dataset.view ? this.show(link.dataset.view) : this.follow(link.hash)) event.preventDefault();
    });
    addEventListener("hashchange", () => this.follow(location.hash));
    this.#watchStage();
    narrow.addEventListener("change", layOut);
    new MutationObserver(layOut).observe(root, { attributeFilter: ["data-elder"] });
    layOut();
    addEventListener("scroll", fitSide, { passive: true });
    fitSide();
    this.show({ "#questions": "questions", "#mine": "mine", "#ask": "ask", "#poll": "poll" }[location.hash] ?? "transcript", false);
    if (location.hash) this.follow(location.hash);
  }

  show(view, move = true) {
    main.dataset.view = view;
    for (const link of $$("[data-view]", main)) {
      // Beside the transcript, the side shows questions unless another part was chosen.
      const side = link.closest(".side-tabs") && !BESIDE.includes(view) ? "questions" : view;
      if (link.dataset.view === side) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (view === "ask" && move) this.#focusAsk();
    return true;
  }

  /** Bring what an address like #e12 or #q37 points at into view; false when it is none. */
  follow(hash) {
    if (!/^#[eq]\d+$/.test(hash)) return false;
    const view = hash[1] === "e" ? "transcript" : "questions";
    if (main.dataset.view !== view) this.show(view);
    // The address can be copied and passed on; assigning it would jump instead of gliding.
    history.replaceState(null, "", hash);
    return this.#goTo(hash[1], Number(hash.slice(2)), this);
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

/** One part at a time where there is no room for two, and always in large print. */
function layOut() {
  main.classList.toggle("one-part", narrow.matches || root.hasAttribute("data-elder"));
}

/** The side fills what the page's head leaves of the window, so that asking is always in sight. */
function fitSide() {
  const head = Math.max(0, $(".site-head").getBoundingClientRect().bottom);
  main.style.setProperty("--head", `${head}px`);
}
