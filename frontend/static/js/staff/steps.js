// The steps of the session in the host's hand: each says what it will do before it does it.

import { $, el, readIsland, toast } from "../dom.js";
import { openDialog } from "./dialogs.js";
import { put, show } from "./list.js";
import { secondsUntil, waited } from "./time.js";
import { tally } from "./waiting.js";
import { fill, sessionWord } from "./words.js";

// Going live this much before the announced time is asked about first.
const EARLY_SECONDS = 300;

/** The bar with the session's steps. */
export class Steps {
  #root;
  #live;
  #held;

  /**
   * @param {HTMLElement} root
   * @param {{live: object, held: () => number}} how `held`: how many questions still wait for review
   */
  constructor(root, { live, held }) {
    this.#root = root;
    this.#live = live;
    this.#held = held;
  }

  /** What each button of the bar does. */
  get acts() {
    return {
      open: () => this.#open(),
      pause: () => openDialog("t-pause", { submit: ({ note }) => this.#live.act({ do: "pause", note: note.trim() }) }),
      resume: () => this.#do({ do: "resume" }),
      "close-intake": () => this.#closeIntake(),
      end: () => this.#end(),
    };
  }

  /** Draws the steps that are possible now. */
  paint() {
    const { state, intake, note } = this.#live.state.session;
    const host = this.#live.rights.includes("host");
    const onAir = state === "live" || state === "paused";
    const possible = {
      open: state === "announced" || state === "collecting",
      pause: state === "live",
      resume: state === "paused",
      "close-intake": intake,
      end: onAir,
    };
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

  #end() {
    return this.#confirm({ do: "end" }, {
      title: gettext("End the session?"),
      yes: gettext("End the session"),
      danger: true,
      lines: endLines(tally(this.#live).waiting, this.#held()),
    });
  }

  #confirm(act, { title, yes, lines, danger = false }) {
    const text = document.createDocumentFragment();
    text.append(...lines.map((line) => el("p", {}, line)));
    return openDialog("t-confirm", {
      fill: { title, yes, text },
      ready: (dialog) => danger && $("[type=submit]", dialog).classList.replace("primary", "danger"),
      submit: () => this.#live.act(act),
    });
  }

  async #do(act) {
    try {
      await this.#live.act(act);
    } catch (error) {
      toast(error.message, { kind: "seal" });
    }
  }
}

function intakeWords(state, intake) {
  if (!["collecting", "live", "paused"].includes(state)) return "";
  return intake ? gettext("questions open") : gettext("questions closed");
}

function endLines(waiting, held) {
  return [
    waiting
      ? fill(ngettext("%(n)s public question without an answer becomes a case and is followed until there is a reply.", "%(n)s public questions without an answer become cases and are followed until there is a reply.", waiting), { n: waiting })
      : gettext("Every public question has an answer."),
    held ? fill(ngettext("%(n)s question is still under review; it can be decided afterwards.", "%(n)s questions are still under review; they can be decided afterwards.", held), { n: held }) : "",
    gettext("After that, nobody can ask or speak. The record is sealed; corrections stay possible and visible. This cannot be undone."),
  ].filter(Boolean);
}
