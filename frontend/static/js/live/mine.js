/** One's own questions: where each stands, in words, and what one can still do about it. */

import { $, $$, announce, delegate, toast } from "../dom.js";
import { attribute, chip, clone, moment, patch, show, slots, words, write } from "./patch.js";
import { answerLink, caseLink, stateNow } from "./question.js";

const SEEN_AMONG_QUESTIONS = ["published", "taken_up"];

export class Mine {
  #live;
  #root = $("#mine");
  #states = new Map();
  #editing = null;
  #saving = false;

  constructor(live) {
    this.#live = live;
    delegate(this.#root, "click", "[data-do]", (event, button) => this.#do(button.dataset.do, ...this.#at(button)));
    live.addEventListener("refused", ({ detail: { act, error } }) => act.do === "edit" && this.#giveBack(act, error));
    delegate(this.#root, "submit", "form", (event, form) => { event.preventDefault(); this.#save(...this.#at(form)); });
  }

  get count() {
    return (this.#live.mine?.questions.length ?? 0) + this.#unsent().length;
  }

  draw() {
    const questions = [...(this.#live.mine?.questions ?? [])].reverse();
    patch($("[data-pending]", this.#root), this.#unsent(), {
      key: ({ ref }) => ref,
      make: () => clone("tpl-unsent"),
      fill: (node, { text }) => write(slots(node).text, text),
    });
    patch($("[data-mine]", this.#root), questions, {
      key: ({ number }) => number,
      make: () => clone("tpl-own"),
      fill: (node, question) => this.#fill(node, question),
    });
    const none = this.count ? "" : this.#live.principal ? "known" : "visitor";
    for (const empty of $$("[data-mine-none]", this.#root)) show(empty, empty.dataset.mineNone === none);
    show($("[data-mine-all]", this.#root), questions.length > 0);
    this.#tell(questions);
  }

  #unsent() {
    return this.#live.pending.filter((act) => act.do === "ask");
  }

  #fill(node, question) {
    const part = slots(node);
    const { number, state, text, original, reason_text, words: why, receipt } = question;
    chip(part.state, "tpl-question-states", stateNow(question, this.#live.state.session));
    const editing = this.#editing === number && state === "held";
    write(part.number, words(gettext("No. %(number)s"), { number }));
    write(part.at, moment(question.asked_at));
    write(part.text, editing ? "" : text);
    show(part.reading, state === "held" && !editing);
    show(part.changed, Boolean(original) && original !== text);
    write(part.original, original);
    show(part.why, ["declined", "taken_down"].includes(state) && Boolean(reason_text || why));
    write(part.reason, reason_text);
    write(part.words, why);
    show(part.form, editing);
    show(part.acts, state === "held" && !editing);
    answerLink(part.answer, this.#live.state.questions[number]?.answers);
    caseLink(part.case, question.case, gettext("Follow case %(number)s"));
    show(part.see, SEEN_AMONG_QUESTIONS.includes(state));
    attribute(part.see, "href", `#q${number}`);
    show(part.links, !(part.answer.hidden && part.case.hidden && part.see.hidden));
    show(part.receipt, Boolean(receipt && this.#live.mine.guest));
    write(part.code, (receipt ?? "").replace(/(.{4})(?=.)/g, "$1-"));
  }

  /** A change of state is told once, wherever on the page the reader is. */
  #tell(questions) {
    const known = this.#states.size > 0;
    for (const { number, state } of questions) {
      const before = this.#states.get(number);
      this.#states.set(number, state);
      if (!known || !before || before === state || state === "withdrawn") continue;
      const name = $(`[data-name=${state}]`, $("#tpl-question-states").content).textContent.trim();
      toast(words(gettext("Your question no. %(number)s: %(state)s"), { number, state: name }));
    }
  }

  #at(inside) {
    const node = inside.closest("[data-key]");
    return [Number(node.dataset.key), slots(node)];
  }

  #do(what, number, part) {
    if (what === "withdraw") this.#withdraw(number);
    else if (what === "edit") this.#edit(number, part);
    else this.#leave(part);
  }

  #edit(number, part) {
    this.#editing = number;
    part["edit-text"].value = part.text.textContent;
    write(part["edit-error"], "");
    this.draw();
    part["edit-text"].focus();
  }

  #leave(part) {
    this.#editing = null;
    this.draw();
    $("button", part.acts)?.focus();
  }

  async #save(number, part) {
    const text = part["edit-text"].value.trim();
    if (this.#saving) return;
    this.#saving = true;
    try {
      this.#live.own(await this.#live.act({ do: "edit", number, text }));
      announce(gettext("Saved."));
      this.#leave(part);
    } catch { /* given back by the refusal */ }
    this.#saving = false;
  }

  /** A change was refused, perhaps one sent before a reload: the words go back where they were. */
  #giveBack({ number, text }, error) {
    const node = $(`[data-mine] [data-key="${number}"]`, this.#root);
    if (!node) { toast(error.message); return; }
    const part = slots(node);
    this.#edit(number, part);
    part["edit-text"].value = text;
    write(part["edit-error"], error.message);
    if (part.form.hidden) toast(error.message);
  }

  #withdraw(number) {
    const dialog = $("#withdraw");
    dialog.returnValue = "no";
    dialog.showModal();
    dialog.onclose = async () => {
      if (dialog.returnValue !== "yes") return;
      try {
        this.#live.own(await this.#live.act({ do: "withdraw", number }));
        announce(gettext("Withdrawn."));
      } catch (error) {
        toast(error.message);
      }
    };
  }
}
