/** One's own questions: where each stands, in words, and what one can still do about it. */

import { $, announce, count, delegate, toast } from "../dom.js";
import { handedTo } from "./entries.js";
import { attribute, chip, clone, fixed, moment, patch, show, slots, words, write } from "./patch.js";
import { answerLink, caseLink, stateNow, supportOf } from "./question.js";
import { unsentWords } from "./unsent.js";

const SEEN_AMONG_QUESTIONS = ["published", "taken_up"];
const RUNNING = ["collecting", "live", "paused"];

export class Mine {
  #live;
  #root = $("#mine");
  #opinions;
  #editing = null;
  #saving = false;

  constructor(live, opinions) {
    this.#live = live;
    this.#opinions = opinions;
    delegate(this.#root, "click", "[data-do]", (event, button) => this.#do(button.dataset.do, ...this.#at(button)));
    live.addEventListener("refused", ({ detail: { act, error } }) => act.do === "edit" && this.#giveBack(act, error));
    delegate(this.#root, "submit", "form", (event, form) => { event.preventDefault(); this.#save(...this.#at(form)); });
  }

  get count() {
    return (this.#live.mine?.questions.length ?? 0) + this.#live.pending.filter((act) => act.do === "ask").length;
  }

  draw() {
    const questions = [...(this.#live.mine?.questions ?? [])].reverse();
    patch(fixed("[data-pending]", this.#root)[0], this.#unsent(), {
      key: ({ ref }) => ref,
      make: () => clone("tpl-unsent"),
      fill: (node, act) => write(slots(node).text, unsentWords(act)),
    });
    patch(fixed("[data-mine]", this.#root)[0], questions, {
      key: ({ number }) => number,
      make: () => clone("tpl-own"),
      fill: (node, question) => this.#fill(node, question),
    });
    const none = this.count || this.#unsent().length ? "" : this.#live.principal ? "known" : "visitor";
    for (const empty of fixed("[data-mine-none]", this.#root)) show(empty, empty.dataset.mineNone === none);
    show(fixed("[data-mine-all]", this.#root)[0], questions.length > 0);
  }

  /** What was asked and has not arrived; of taps only what did not get through at once. */
  #unsent() {
    const { pending, delayed } = this.#live;
    return pending.filter((act) => act.do === "ask" || delayed.includes(act));
  }

  #fill(node, question) {
    const part = slots(node);
    const { number, state, text, original, reason_text, words: why, receipt } = question;
    const { session, questions } = this.#live.state;
    const shown = questions[number];
    const running = RUNNING.includes(session.state);
    chip(part.state, "tpl-question-states", stateNow(question, session));
    const editing = this.#editing === number && state === "held";
    write(part.number, words(gettext("No. %(number)s"), { number }));
    write(part.at, moment(question.asked_at));
    write(part.text, editing ? "" : text);
    show(part.reading, state === "held" && !editing && running);
    show(part["reading-on"], state === "held" && !editing && !running);
    write(part.place, state === "published" && running && !shown?.unit ? this.#place(number) : "");
    write(part.unit, handedTo(shown));
    this.#rating(node, part, shown);
    show(part.changed, Boolean(original) && original !== text);
    write(part.original, original);
    show(part.why, ["declined", "taken_down"].includes(state) && Boolean(reason_text || why));
    write(part.reason, reason_text);
    write(part.words, why);
    show(part.form, editing);
    show(part.acts, state === "held" && !editing);
    answerLink(part.answer, shown?.answers);
    caseLink(part.case, question.case, gettext("Follow case %(number)s"));
    show(part.see, SEEN_AMONG_QUESTIONS.includes(state));
    attribute(part.see, "href", `#q${number}`);
    show(part.links, !(part.answer.hidden && part.case.hidden && part.see.hidden));
    show(part.receipt, Boolean(receipt && this.#live.mine.guest));
    write(part.code, (receipt ?? "").replace(/(.{4})(?=.)/g, "$1-"));
  }

  /** How it stands among those that wait: many at once are in front, or none. */
  #place(number) {
    const { total } = supportOf(this.#live, number);
    const waiting = Object.values(this.#live.state.questions).filter(({ state }) => state === "published");
    const more = waiting.filter((other) => supportOf(this.#live, other.number).total > total).length;
    if (!more) return gettext("No question that waits has more support.");
    return words(ngettext("%(n)s other question that waits has more support.", "%(n)s other questions that wait have more support.", more), { n: count(more) });
  }

  /** Whoever asked says best how far the last answer answers it. */
  #rating(node, part, shown) {
    const seq = shown?.answers.at(-1);
    if (seq) this.#opinions.place(node, seq, shown.number, { ask: true });
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
