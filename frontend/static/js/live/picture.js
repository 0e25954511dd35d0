/**
 * The live picture: loaded when somebody asks for it, and let go when the session ends.
 *
 * A playlist (HLS) plays where the browser itself can; elsewhere a player is loaded where the
 * platform has one, or there is a link for another player. An embedded player is shut into a frame
 * that can do nothing to this page. While it plays and the stage is out of sight, it stays small in
 * a corner: it is never taken out of the page, so it never begins anew.
 */

import { $, delegate } from "../dom.js";
import { show, slots, write } from "./patch.js";

const HLS = "application/vnd.apple.mpegurl";
const AGAIN = 8_000;
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
  #engine = null;
  #again;

  constructor(live) {
    this.#live = live;
    this.#part = slots(this.#root);
    delegate(this.#root, "click", "[data-do=close]", () => this.#close(true));
  }

  /** A session that is over has no picture: its sound must not go on behind the page. */
  draw() {
    if (this.#player && this.#root.hidden) this.#close();
  }

  watch() {
    const { picture, src, player } = this.#root.dataset;
    const video = picture === "hls" ? made() : null;
    if (!video) return this.#begin(frame(src));
    if (video.canPlayType(HLS)) return this.#native(video, src);
    if (player) return this.#packaged(video, src, player);
    return show(this.#part.elsewhere, true);
  }

  #native(video, src) {
    video.addEventListener("error", () => {
      this.#trouble();
      clearTimeout(this.#again);
      this.#again = setTimeout(() => this.#player === video && video.load(), AGAIN);
    });
    video.src = src;
    this.#begin(video);
  }

  async #packaged(video, src, player) {
    this.#begin(video);
    try {
      const { play } = await import("../player.js");
      const engine = await play(video, src, player, { onTrouble: () => this.#trouble() });
      if (this.#player !== video) return engine?.stop();
      this.#engine = engine;
      if (!engine) this.#elsewhere();
    } catch {
      if (this.#player === video) this.#elsewhere();
    }
  }

  #elsewhere() {
    this.#close();
    show(this.#part.elsewhere, true);
  }

  #begin(player) {
    const { title } = this.#live.state.session;
    player.title = gettext("Live picture") + (title ? ` · ${title}` : "");
    player.addEventListener("playing", () => write(this.#part["picture-error"], ""));
    this.#player = player;
    this.#part.frame.replaceChildren(player);
    show(this.#part.elsewhere, false);
    this.#open(true);
    player.focus();
    // Asked for with a tap, so it may be heard. Where it may not start by itself, its own button is there.
    player.play?.().catch(() => {});
  }

  #trouble() {
    write(this.#part["picture-error"], gettext("The picture does not come at the moment. The transcript goes on."));
  }

  #close(byHand = false) {
    clearTimeout(this.#again);
    this.#engine?.stop();
    this.#engine = null;
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
    $("main").classList.toggle("watching", open);
  }
}

function made() {
  return Object.assign(document.createElement("video"), { controls: true, playsInline: true, tabIndex: 0 });
}

function frame(src) {
  const player = document.createElement("iframe");
  for (const [name, value] of Object.entries(FRAME)) player.setAttribute(name, value);
  player.src = src;
  return player;
}
