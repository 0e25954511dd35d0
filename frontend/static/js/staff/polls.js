// The host's panel of polls: prepare, open, watch, close; and the line about them on the desk.

import { $, $$, announce, delegate, el } from "../dom.js";
import { show, words, write } from "../live/patch.js";
import { openDialog } from "./dialogs.js";
import { bindKeys } from "./keys.js";
import { bindCounted } from "./polls_counted.js";
import { PollForm } from "./polls_form.js";
import { paintLine, paintPolls } from "./polls_paint.js";
import { Polls } from "./polls_store.js";
import { Words } from "./polls_words.js";

/** Puts the polls on a desk: opened by its button `data-do=polls`, or by the key P. */
export function bindPolls(live, api) {
  const panel = new Panel($("[data-polls]"), live, new Polls(live, api));
  delegate(document.body, "click", "[data-do=polls]", () => panel.open());
  bindKeys({ p: () => panel.open() });
}

class Panel {
  #root;
  #live;
  #polls;
  #form;
  #words;

  constructor(root, live, polls) {
    this.#root = root;
    this.#live = live;
    this.#polls = polls;
    this.#form = new PollForm($("[data-poll-form]", root), (act) => this.#save(act));
    this.#words = new Words($("[data-poll-words]", root), { live, polls });
    delegate(root, "click", "[data-polls-do]", (event, button) => this.#do(button.dataset.pollsDo, button));
    bindCounted(root, polls);
    polls.addEventListener("change", () => { this.#say(""); this.paint(); });
    polls.addEventListener("failed", ({ detail }) => this.#say(detail.message));
    live.addEventListener("change", () => this.paint());
    polls.load();
  }

  open() {
    if (this.#root.open) return;
    this.#root.showModal();
    $("#polls-title", this.#root).focus();
    this.#polls.load();
  }

  paint() {
    paintLine(this.#polls, this.#live);
    if (!this.#root.open) return;
    paintPolls(this.#root, this.#polls, this.#live);
    this.#words.paint();
    for (const part of $$("[data-host-only]", this.#root)) show(part, this.#live.rights.includes("host") && !(part.dataset.pollsDo === "new" && this.#form.isOpen));
  }

  #do(what, button) {
    const number = Number(button.closest("[data-key]")?.dataset.key ?? this.#polls.open?.number);
    const poll = this.#polls.all.find((each) => each.number === number);
    const run = {
      leave: () => this.#root.close(),
      new: () => { this.#form.open(); this.paint(); },
      edit: () => { this.#form.open(poll); this.paint(); },
      cancel: () => { this.#form.close(); this.paint(); $("[data-polls-do=new]", this.#root).focus(); },
      open: () => this.#open(poll, button),
      close: () => this.#ask(poll, "close_poll"),
      discard: () => this.#ask(poll, "discard_poll"),
    };
    run[what]();
  }

  async #save(act) {
    const { poll } = await this.#polls.act(act);
    announce(gettext("Saved."));
    // The form is gone in a moment: one goes on with what was just written.
    requestAnimationFrame(() => { this.paint(); $(`[data-polls-drafts] [data-key="${poll}"] button:not([disabled])`, this.#root)?.focus(); });
  }

  async #act(act, said, next) {
    try {
      await this.#polls.act(act);
      announce(said);
      $(next, this.#root)?.focus();
    } catch (error) {
      this.#say(error.message);
    }
  }

  /** Opens a poll; when another is open, that one is closed first, once the host has said so. */
  async #open(poll, button) {
    if (button.getAttribute("aria-disabled") === "true") { announce($("[data-polls-why]", this.#root).textContent); return; }
    const { open } = this.#polls;
    const act = { do: "open_poll", poll: poll.number };
    if (!open) { await this.#act(act, gettext("The poll is open."), "[data-polls-do=close]"); return; }
    const text = el("div", { class: "stack close" }, el("p", {}, poll.question), el("p", {}, words(gettext("“%(question)s” is open. It is closed and counted first, and everyone sees its results."), { question: open.question })));
    const done = await openDialog("t-confirm", {
      fill: { title: gettext("Open this poll"), text, yes: gettext("Close that one, open this") },
      submit: async () => {
        if (this.#polls.open?.number === open.number) await this.#polls.act({ do: "close_poll", poll: open.number });
        await this.#polls.act(act);
      },
    });
    if (done) $("[data-polls-do=close]", this.#root).focus();
  }

  async #ask({ number, question }, what) {
    const closing = what === "close_poll";
    const text = el("div", { class: "stack close" }, el("p", {}, question), el("p", {}, closing
      ? gettext("The votes are counted, and everyone sees the results. They stand in the transcript and cannot be changed.")
      : gettext("Nobody but staff has seen it. It cannot be brought back.")));
    const done = await openDialog("t-confirm", {
      fill: { title: closing ? gettext("Close this poll") : gettext("Discard this poll"), text, yes: closing ? gettext("Close and count") : gettext("Discard") },
      submit: () => this.#polls.act({ do: what, poll: number }),
    });
    if (done) $("#polls-title", this.#root).focus();
  }

  #say(error) {
    write($("[data-polls-error]", this.#root), error);
  }
}
