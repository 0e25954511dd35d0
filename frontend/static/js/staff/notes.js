// Private notes between those who run a session and those who answer: one's own, sent and received.

import { $, announce, clock, count, el, toast } from "../dom.js";
import { tongueOf } from "../tongue.js";
import { openDialog } from "./dialogs.js";
import { patchList, put, show } from "./list.js";
import { currentQuestion } from "./waiting.js";
import { fill, numbered } from "./words.js";

const GATHER_MS = 150;

/** The notes one has sent or received. Emits "change". */
export class Notes extends EventTarget {
  rows = [];
  #api;
  #timer = 0;

  /**
   * @param {(path: string) => Promise<any>} api of the session
   * @param {EventTarget} live whose news it follows
   */
  constructor(api, live) {
    super();
    this.#api = api;
    live.addEventListener("change", ({ detail: { what, frame } }) => {
      if (what === "notes" || what === "reset" || (what === "desk" && !frame)) this.touch();
      if (what === "status" && live.status === "live") this.touch();
    });
    this.load();
  }

  /** Received and not acknowledged yet, the oldest first. */
  get unseen() {
    return this.rows.filter(({ received, seen_at: seen }) => received && !seen);
  }

  /** Sent, the newest first. */
  get sent() {
    return this.rows.filter(({ received }) => !received).reverse();
  }

  /** Received and acknowledged, the newest first. */
  get past() {
    return this.rows.filter(({ received, seen_at: seen }) => received && seen).reverse();
  }

  /** Reads them again soon. */
  touch() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.load(), GATHER_MS);
  }

  /** Reads them now. */
  async load() {
    try {
      this.rows = await this.#api("/notes");
      this.dispatchEvent(new Event("change"));
    } catch { /* the next news will tell */ }
  }
}

/**
 * Lets staff write to whoever answers, and see what was seen: the button in the bar and its dialog.
 * @param {{live: object, api: (path: string) => Promise<any>, kept: import("./drafts.js").Kept}} page
 */
export function bindNotes({ live, api, kept }) {
  const button = $("[data-note]");
  if (!button) return;
  const notes = new Notes(api, live);
  const seen = new Set();
  button.addEventListener("click", () => write(notes, live, kept));
  notes.addEventListener("change", () => {
    const waiting = notes.sent.filter(({ seen_at: at }) => !at);
    put($("[data-note-unseen]", button), waiting.length ? count(waiting.length) : "");
    show($("[data-note-unseen]", button), waiting.length > 0);
    for (const list of document.querySelectorAll("[data-notes-sent]")) paintSent(list, notes.sent, live);
    tellSeen(notes.sent, seen);
  });
}

// Whoever sent a note waits for one thing: that it was seen. What was seen before is no news.
function tellSeen(sent, known) {
  const first = !known.size;
  for (const { number, seen_at: at, seen_by: name, text } of sent) {
    const key = `${number} ${Boolean(at)}`;
    if (!first && at && !known.has(key)) {
      toast(fill(gettext("%(name)s has seen your note: %(text)s"), { name, text }), { kind: "good" });
    }
    known.add(key);
  }
  known.add("");
}

function write(notes, live, kept) {
  const now = currentQuestion(live);
  return openDialog("t-note", {
    ready(dialog) {
      const field = $("textarea", dialog);
      field.value = kept.get("note");
      field.addEventListener("input", () => kept.set("note", field.value));
      const about = $("[data-note-about]", dialog);
      show(about, now !== null);
      if (now) put($("[data-note-number]", about), fill(gettext("About the question now, no. %(number)s"), { number: now.number }));
      paintSent($("[data-notes-sent]", dialog), notes.sent, live);
      show($("[data-notes-past]", dialog), notes.sent.length > 0);
    },
    async submit({ to, text, about }) {
      await live.act({ do: "send_note", to: to ?? "", text: text.trim(), ...(about && now ? { about: now.number } : {}) });
      kept.drop("note");
      announce(gettext("The note is sent."));
    },
  });
}

function paintSent(list, sent, live) {
  patchList(list, sent, {
    key: ({ number, seen_at: at }) => `${number} ${at ?? ""}`,
    make: ({ text, to, about, at, seen_at: seen, seen_by: name }) => el("li", {},
      el("p", { lang: tongueOf(text) }, text),
      el("p", { class: "meta" },
        el("span", {}, recipient(to, live)), about ? el("span", {}, numbered(about)) : null,
        el("time", { datetime: at }, clock(at)),
        seen
          ? el("span", { class: "chip good" }, fill(gettext("seen by %(name)s, %(time)s"), { name, time: clock(seen) }))
          : el("span", { class: "chip warn" }, gettext("not seen yet")))),
    paint: () => {},
  });
}

function recipient(key, live) {
  const guest = live.state.session.guests.find((each) => each.key === key);
  return guest ? guest.name : gettext("to all who answer");
}
