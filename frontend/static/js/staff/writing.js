// What host and stenographer write with: the field, its keys, the microphone, the pasted text.

import { $, readIsland, toast } from "../dom.js";
import { Composer } from "./composer.js";
import { Dictation } from "./dictation.js";
import { EnterChoice } from "./enter.js";
import { show } from "./list.js";
import { paste } from "./paste.js";
import { Typing } from "./typing.js";
import { underWay } from "./under_way.js";
import { HOST } from "./speakers.js";

const DIGITS = Array.from("0123456789");

/** The field of a desk with all that belongs to it. */
export class Writing {
  composer;
  #root;
  #live;
  #typing;
  #dictation;
  #paste;

  /**
   * @param {HTMLFormElement} root
   * @param {{live: object, api: Function, kept: import("./drafts.js").Kept, desk: string,
   *   sending: import("./sending.js").Sending, enterSends: boolean}} how `desk` names what is kept;
   *   `enterSends`: what Enter does until somebody chooses
   */
  constructor(root, { live, api, kept, sending, desk, enterSends }) {
    const guests = readIsland("speakers");
    this.#root = root;
    this.#live = live;
    this.#typing = new Typing(live, $("[data-typing]", root));
    this.#dictation = new Dictation($("textarea", root), $("[data-do=dictate]", root));
    this.#paste = () => paste({ api, kept, sending, speakers: [{ key: HOST, name: gettext("Host") }, ...guests] });
    this.composer = new Composer(root, {
      live, kept, guests, purpose: desk,
      send: (act) => sending.add(act),
      enter: new EnterChoice($("[data-enter]", root), { desk, usual: enterSends }),
      typed: (speaker, text) => this.#typing.write(speaker, text),
    });
  }

  /** What the buttons of the field do. */
  get acts() {
    return {
      dictate: () => this.#dictation.toggle(),
      paste: () => this.#onAir && this.#paste(),
      aloud: () => this.aloud(),
    };
  }

  /** The keys, for `bindKeys`: single ones, and those that work while writing too. */
  get keys() {
    const choose = (digit) => () => this.composer.choose(digit);
    const all = (prefix) => Object.fromEntries(DIGITS.map((digit) => [prefix + digit, choose(digit)]));
    return {
      single: { ...all(""), w: () => this.composer.focus() },
      always: {
        ...all("alt+"), ...all("ctrl+"),
        "alt+q": () => this.composer.toggle(),
        "alt+a": () => this.aloud(),
        "alt+v": () => this.acts.paste(),
        "alt+d": () => this.#dictation.toggle(),
      },
    };
  }

  /** Draws the field; hidden while nothing can be put on record. */
  paint() {
    this.composer.paint();
    this.#typing.paint();
    show(this.#root, this.composer.isOpen);
    show($("[data-do=paste]", this.#root), this.#onAir);
    show($("[data-do=aloud]", this.#root), this.#onAir && this.#live.state.current !== null);
  }

  /** Marks the question now as answered by voice, by whoever speaks. */
  aloud() {
    const number = this.#live.state.current;
    if (number === null || !this.#onAir) return;
    underWay.once("aloud", () => this.#live.act({ do: "answer_aloud", number, speaker: this.#leader }))
      .catch((error) => toast(error.message, { kind: "seal" }));
  }

  get #onAir() {
    return ["live", "paused"].includes(this.#live.state.session.state);
  }

  // A host asks, a leader answers: who was meant is the leader, if there is but one.
  get #leader() {
    const { guests } = this.#live.state.session;
    return this.composer.speaker === HOST && guests.length === 1 ? guests[0].key : this.composer.speaker;
  }
}
