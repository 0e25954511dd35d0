// The steps of the session in the host's hand: each says what it will do before it does it.

import { $, el, readIsland, toast } from "../dom.js";
import { openDialog } from "./dialogs.js";
import { end } from "./ending.js";
import { extend } from "./extending.js";
import { put, show } from "./list.js";
import { secondsUntil, waited } from "./time.js";
import { underWay } from "./under_way.js";
import { fill, sessionWord } from "./words.js";

// Going live this much before the announced time is asked about first.
const EARLY_SECONDS = 300;

/** The bar with the session's steps. */
export class Steps {
  #root;
  #live;
  #held;
  #kept;

  /**
   * @param {HTMLElement} root
   * @param {{live: object, kept: import("./drafts.js").Kept, held: () => number}} how `held`: how many
   *   questions still wait for review
   */
  constructor(root, { live, kept, held }) {
    this.#root = root;
    this.#live = live;
    this.#held = held;
    this.#kept = kept;
  }

  /** What each button of the bar does. */
  get acts() {
    return {
      open: () => this.#open(),
      pause: () => openDialog("t-pause", { fill: this.#live.state.session.intake ? {} : { asking: gettext("No more questions are taken, and the pause does not change that.") }, submit: ({ note }) => this.#live.act({ do: "pause", note: note.trim() }) }),
      resume: () => this.#do({ do: "resume" }),
      "close-intake": () => this.#closeIntake(),
      extend: () => extend(this.#live),
      end: () => end({ live: this.#live, kept: this.#kept, held: this.#held() }),
    };
  }

  /** Takes a step if it is possible now; for keys, where no button says so. */
  take(step) {
    if (this.#live.rights.includes("host") && this.#possible[step]) this.acts[step]();
  }

  get #possible() {
    const { state, intake, ends_at: ends } = this.#live.state.session;
    const onAir = state === "live" || state === "paused";
    return {
      open: state === "announced" || state === "collecting",
      pause: state === "live",
      resume: state === "paused",
      extend: onAir && Boolean(ends),
      "close-intake": intake,
      end: onAir,
    };
  }

  /** Draws the steps that are possible now. */
  paint() {
    const { state, intake, note } = this.#live.state.session;
    const host = this.#live.rights.includes("host");
    const possible = this.#possible;
    for (const [step, on] of Object.entries(possible)) show($(`[data-do=${step}]`, this.#root), host && on);
    show($("[data-to-transcript]", this.#root), state === "archived");
    const stillOpen = $("[data-still-open]");
    if (stillOpen) show(stillOpen, possible.open);
    put($("[data-steps-now]", this.#root), [sessionWord(state), intakeWords(state, intake), note].filter(Boolean).join(" · "));
  }

  #open() {
    const early = secondsUntil(this.#live.state.session.starts_at);
    const points = readIsland("still-open").map(({ label, words }) => (words ? `${label} (${words})` : label));
    if (early < EARLY_SECONDS && !points.length) return this.#do({ do: "open" });
    return this.#confirm({ do: "open" }, {
      title: gettext("Go live now?"),
      yes: gettext("Go live"),
      lines: [
        early < EARLY_SECONDS ? "" : fill(gettext("The announced start is %(time)s away. Everyone following the page sees it begin now."), { time: waited(early) }),
        points.length ? gettext("Not in order yet:") : "",
        ...points,
      ].filter(Boolean),
    });
  }

  #closeIntake() {
    return this.#confirm({ do: "close_intake" }, {
      title: gettext("Stop taking questions?"),
      yes: gettext("Stop questions"),
      lines: [
        gettext("Nobody can ask from now on. This cannot be undone."),
        gettext("Questions already received are still reviewed; public ones can still be answered and supported."),
      ],
    });
  }

  #confirm(act, { title, yes, lines }) {
    const text = document.createDocumentFragment();
    text.append(...lines.map((line) => el("p", {}, line)));
    return openDialog("t-confirm", {
      fill: { title, yes, text },
      submit: () => this.#live.act(act),
    });
  }

  #do(act) {
    return underWay.once(act.do, () => this.#live.act(act)).catch((error) => toast(error.message, { kind: "seal" }));
  }
}

function intakeWords(state, intake) {
  if (!["collecting", "live", "paused"].includes(state)) return "";
  return intake ? gettext("questions open") : gettext("questions closed");
}
