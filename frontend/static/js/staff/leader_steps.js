// What a leader can do with a question beside writing: say it was answered aloud, hand it to a
// department, promise something.

import { $, day, el, toast } from "../dom.js";
import { openDialog } from "./dialogs.js";
import { put, show } from "./list.js";
import { bindUnits } from "./unit_field.js";
import { fill } from "./words.js";

// What the days start with, until somebody chooses.
const USUAL_DAYS = 10;

/** The steps beside writing, each in a dialog that says what will happen. */
export class LeaderSteps {
  #live;
  #api;
  #kept;
  #speakers;

  /**
   * @param {{live: object, api: (path: string) => Promise<any>, kept: import("./drafts.js").Kept,
   *   speakers: {key: string, name: string, post: string}[]}} page
   */
  constructor({ live, api, kept, speakers }) {
    this.#live = live;
    this.#api = api;
    this.#kept = kept;
    this.#speakers = speakers;
  }

  /** One tap on who spoke; there is no way back, so the dialog says it. */
  aloud(question) {
    return openDialog("t-aloud", {
      ready: (dialog) => {
        const choices = this.#choices();
        $("[data-aloud-who]", dialog).replaceChildren(...choices.map(({ key, name, post }, index) =>
          el("button", { class: "btn huge", type: "submit", name: "speaker", value: key, autofocus: index === 0 },
            name, post ? el("span", { class: "meta" }, post) : null)));
      },
      submit: async (values, dialog, submitter) => {
        await this.#live.act({ do: "answer_aloud", number: question.number, ...speaker(submitter?.value) });
        toast(fill(gettext("No. %(number)s is marked as answered by voice."), { number: question.number }), { kind: "good" });
      },
    });
  }

  /** Gives the question to a unit, which answers it after the session. */
  handOver(question) {
    return openDialog("t-hand-over", {
      fill: { title: fill(gettext("Hand no. %(number)s to a department"), { number: question.number }) },
      ready: (dialog) => bindUnits($("[data-units]", dialog), this.#api),
      submit: async ({ unit }) => {
        const result = await this.#live.act({ do: "assign", number: question.number, unit: chosen(unit) });
        toast(fill(gettext("No. %(number)s is with %(unit)s, which answers it after the session."), { number: question.number, unit: result?.unit ?? "" }), { kind: "good" });
      },
    });
  }

  /** Puts a promise on record: what, by whom, until when. `words` is what it begins with. */
  promise(question, words) {
    const purpose = `promise ${question.number}`;
    return openDialog("t-promise", {
      ready: (dialog) => {
        const field = $("[name=text]", dialog);
        field.value = this.#kept.get(purpose) || words;
        field.addEventListener("input", () => this.#kept.set(purpose, field.value));
        this.#offerSpeakers($("[data-promise-who]", dialog));
        bindUnits($("[data-units]", dialog), this.#api, (known) => offerDays(dialog, known));
      },
      submit: async ({ text, unit, due, speaker: key }) => {
        await this.#live.act({ do: "promise", number: question.number, text: text.trim(), unit: chosen(unit), due, ...speaker(key) });
        this.#kept.drop(purpose);
        toast(gettext("The promise is on record; it is followed until it is kept."), { kind: "good" });
      },
    });
  }

  get #forAnyone() {
    return this.#live.rights.includes("host") || this.#live.rights.includes("transcribe");
  }

  // Whoever answers speaks for themselves; whoever writes for others says who spoke.
  #choices() {
    const guests = this.#speakers.filter(({ key }) => key !== "host");
    return this.#forAnyone ? guests : [{ key: "", name: gettext("Yes, answered by voice"), post: "" }];
  }

  #offerSpeakers(place) {
    show(place, this.#forAnyone);
    if (!this.#forAnyone) return place.replaceChildren();
    $("select", place).replaceChildren(...this.#choices().map(({ key, name, post }) => el("option", { value: key }, `${name} ${post}`)));
  }
}

function speaker(key) {
  return key ? { speaker: key } : {};
}

// The radios are required, but a browser that was told nothing to choose from cannot enforce it.
function chosen(unit) {
  if (unit) return Number(unit);
  throw new Error(gettext("Please choose a unit."));
}

function offerDays(dialog, { days, first, last }) {
  const field = $("[name=due]", dialog);
  const place = $("[data-days]", dialog);
  if (place.childElementCount) return;
  if (!field.value) field.value = days.find(({ days: n }) => n === USUAL_DAYS)?.on ?? days[0].on;
  place.replaceChildren(...days.map(({ days: n, on }) => el("button", { class: "pick", type: "button", "data-on": on, "aria-pressed": String(on === field.value) },
    fill(ngettext("%(n)s working day", "%(n)s working days", n), { n }), el("span", { class: "meta" }, day(`${on}T12:00:00Z`)))));
  Object.assign(field, { min: first, max: last });
  const press = () => { field.setCustomValidity(odd(field)); for (const button of place.children) button.setAttribute("aria-pressed", String(button.dataset.on === field.value)); };
  place.addEventListener("click", (event) => {
    const button = event.target.closest("[data-on]");
    if (button) { field.value = button.dataset.on; press(); }
  });
  field.addEventListener("input", press);
  press();
  put($("[data-days-hint]", dialog), gettext("Weekends and public holidays do not count."));
}

// What the browser would say only in its own words; the server says the same.
function odd({ value, min, max }) {
  if (value && value < min) return gettext("Please name a day that has not passed.");
  if (value > max) return fill(gettext("Please name a day up to %(day)s. Of what takes longer, promise the next step."), { day: max });
  return "";
}
