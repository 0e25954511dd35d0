/** One's ballot in the poll that is open: chosen, sent, and changed as long as it is open. */

import { $, $$, announce, toast } from "../dom.js";
import { attribute, clone, patch, show, slots, words, write } from "./patch.js";
import { points } from "./poll_chart.js";

export class Ballot {
  #live;
  #askWho;
  #form = $("[data-ballot]");
  #poll = null;
  // What is being chosen and not sent yet is not overwritten by what counts.
  #touched = false;
  #sending = false;

  /** `askWho()` resolves to true when someone who may vote is there. */
  constructor(live, askWho) {
    this.#live = live;
    this.#askWho = askWho;
    this.#form.addEventListener("input", () => { this.#touched = true; this.#say(""); });
    this.#form.addEventListener("submit", (event) => { event.preventDefault(); this.#send(); });
    // Whoever comes back to this tab may have voted in another one meanwhile.
    document.addEventListener("visibilitychange", () => { if (!document.hidden && !this.#form.hidden) this.#live.lookAgain(); });
  }

  draw(poll) {
    const open = Boolean(poll?.open);
    show(this.#form, open);
    if (!open) return;
    if (this.#poll !== poll.poll) this.#begin(poll);
    const own = this.own(poll);
    if (!this.#touched) this.#show(poll, own);
    const part = slots(this.#form);
    write(part["poll-send"], own.length ? gettext("Change my vote") : pgettext("button", "Vote"));
    show(part["poll-own"], own.length > 0);
  }

  /** What counts now as this person's vote: options, or words. */
  own(poll) {
    return this.#live.mine?.ballots?.[poll.poll] ?? [];
  }

  #begin(poll) {
    this.#poll = poll.poll;
    this.#touched = false;
    const part = slots(this.#form);
    const inWords = poll.form === "words";
    attribute(part["poll-choices"], "data-form", poll.form);
    write(part["poll-legend"], poll.question);
    write(part["poll-how"], howToVote(poll));
    show(part["poll-words-hint"], inWords);
    this.#say("");
    const places = inWords ? Array.from({ length: poll.most }, (nothing, place) => place + 1) : poll.options.map((option, place) => place + 1);
    // Another poll has other fields, even where they are as many.
    part["poll-choices"].replaceChildren();
    patch(part["poll-choices"], places, {
      key: (n) => n,
      make: () => clone(inWords ? "tpl-poll-field" : "tpl-poll-choice"),
      fill: (node, n) => (inWords ? fillField(node, n) : fillChoice(node, n, poll)),
    });
  }

  #show(poll, own) {
    for (const [place, input] of this.#inputs.entries()) {
      if (poll.form === "words") input.value = own[place] ?? "";
      else input.checked = own.includes(poll.options[place]);
    }
  }

  get #inputs() {
    return $$("[name=choice], [name=word]", this.#form);
  }

  get #chosen() {
    const inputs = this.#inputs;
    return {
      choices: inputs.filter(({ name, checked }) => name === "choice" && checked).map(({ value }) => Number(value)),
      words: inputs.filter(({ name, value }) => name === "word" && value.trim()).map(({ value }) => value.trim()),
    };
  }

  async #send() {
    if (this.#sending) return;
    const { choices, words: given } = this.#chosen;
    if (!choices.length && !given.length) {
      this.#say(gettext("Please choose first."));
      this.#inputs[0]?.focus();
      return;
    }
    if (!await this.#askWho()) return;
    this.#sending = true;
    const poll = this.#poll;
    try {
      await this.#live.act({ do: "vote", poll, choices, words: given });
      this.#touched = false;
      this.#say("");
      announce(gettext("Your vote counts. You can change it while the poll is open."));
    } catch (error) {
      // Counted in the meantime: the ballot, and what is said on it, is seen no more.
      if (error.code === "poll_closed") toast(error.message, { kind: "seal" });
      else this.#say(error.message);
    } finally {
      this.#sending = false;
    }
  }

  #say(error) {
    write(slots(this.#form)["poll-error"], error);
  }
}

function fillField(node, n) {
  write(slots(node)["poll-word-name"], words(gettext("Word %(n)s"), { n }));
}

function fillChoice(node, n, { form, options }) {
  const input = $("input", node);
  attribute(input, "type", form === "multiple" ? "checkbox" : "radio");
  attribute(input, "value", String(n));
  if (form === "rating") attribute(input, "aria-label", points(n));
  write(slots(node)["poll-option"], options[n - 1]);
}

function howToVote({ form, most }) {
  if (form === "multiple") return words(ngettext("Choose up to %(n)s.", "Choose up to %(n)s.", most), { n: most });
  if (form === "words") return words(ngettext("Give %(n)s word.", "Give up to %(n)s words.", most), { n: most });
  return form === "rating" ? gettext("From 1 (lowest) to 5 (highest).") : gettext("Choose one.");
}
