/**
 * The live picture: loaded when somebody asks for it, and let go when the session ends.
 *
 * A playlist (HLS) plays where the browser itself can; elsewhere there is a link for another
 * player. An embedded player is shut into a frame that can do nothing to this page.
 */

import { $, delegate } from "../dom.js";
import { show, slots, write } from "./patch.js";

const HLS = "application/vnd.apple.mpegurl";
const FRAME = {
  sandbox: "allow-scripts allow-same-origin allow-presentation",
  allow: "fullscreen; encrypted-media; picture-in-picture",
  referrerpolicy: "strict-origin",
};

export class Picture {
  #live;
  #root = $("[data-picture]");
  #part;
  #player = null;

  constructor(live) {
    this.#live = live;
    if (!this.#root) return;
    this.#part = slots(this.#root);
    delegate(this.#root, "click", "[data-do]", (event, button) => (button.dataset.do === "watch" ? this.#watch() : this.#close(true)));
  }

  /** A session that is over has no picture: its sound must not go on behind the page. */
  draw() {
    if (this.#player && this.#root.hidden) this.#close();
  }

  #watch() {
    const { picture, src } = this.#root.dataset;
    const title = this.#live.state.session.title;
    const player = picture === "hls" ? video(src) : frame(src);
    show(this.#part.elsewhere, !player);
    if (!player) return;
    player.title = gettext("Live picture") + (title ? ` · ${title}` : "");
    player.addEventListener("error", () => write(this.#part["picture-error"], gettext("The picture does not come at the moment. The transcript goes on.")));
    this.#player = player;
    this.#part.frame.replaceChildren(player);
    this.#open(true);
    player.focus();
    // Asked for with a tap, so it may be heard. Where it may not start by itself, its own button is there.
    player.play?.().catch(() => {});
  }

  #close(byHand = false) {
    this.#player.pause?.();
    this.#player.removeAttribute("src");
    this.#player.remove();
    this.#player = null;
    write(this.#part["picture-error"], "");
    this.#open(false);
    if (byHand) $("[data-do=watch]", this.#root).focus();
  }

  #open(open) {
    show(this.#part.frame, open);
    show(this.#part.bar, open);
    show(this.#part.offer, !open);
  }
}

function video(src) {
  const player = document.createElement("video");
  if (!player.canPlayType(HLS)) return null;
  Object.assign(player, { src, controls: true, playsInline: true, tabIndex: 0 });
  return player;
}

function frame(src) {
  const player = document.createElement("iframe");
  for (const [name, value] of Object.entries(FRAME)) player.setAttribute(name, value);
  player.src = src;
  return player;
}
