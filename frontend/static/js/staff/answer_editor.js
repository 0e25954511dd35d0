// Writing the answer: the field, its preview, whether it is saved, and sending it.

import { $, el, clock, setServerHtml } from "../dom.js";
import { put, show } from "./list.js";
import { SourceFields } from "./sources.js";
import { fill } from "./words.js";

/** The field in which an answer is written, bound to its draft. */
export class AnswerEditor {
  #root;
  #draft;
  #live;
  #api;
  #previewed = null;
  #sources;

  /**
   * @param {HTMLFormElement} root
   * @param {{draft: import("./answer_draft.js").AnswerDraft, live: object, send: (text: string, byKey: boolean) => void,
   *   api: (path: string, options?: object) => Promise<any>}} how `api` takes paths of this session
   */
  constructor(root, { draft, live, api, send }) {
    this.#root = root;
    this.#draft = draft;
    this.#live = live;
    this.#api = api;
    this.#sources = new SourceFields($("[data-sources]", root), (sources) => draft.cite(sources));
    this.#field.addEventListener("input", () => draft.write(this.#field.value));
    this.#field.addEventListener("blur", () => draft.flush());
    root.addEventListener("submit", (event) => { event.preventDefault(); send(this.#field.value.trim(), event.submitter === null); });
    root.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) root.requestSubmit();
    });
    $("[data-preview-switch]", root).addEventListener("click", () => this.#turn(this.#previewed === null));
    for (const whose of ["mine", "theirs"]) {
      $(`[data-settle=${whose}]`, root).addEventListener("click", () => { draft.settle(whose); this.focus(); });
    }
    draft.addEventListener("change", () => this.paint());
    window.addEventListener("pagehide", () => draft.flush());
  }

  /** True while somebody is in the middle of writing here. */
  get isBusy() {
    return this.#root.contains(document.activeElement) && this.#draft.text.trim() !== "";
  }

  /** Draws the draft as it is now. */
  paint() {
    const { text, sources, status, theirs } = this.#draft;
    // Setting the same value again would move the caret to the end.
    if (this.#field.value !== text) this.#field.value = text;
    put($("[data-draft-status]", this.#root), statusWords(this.#draft, this.#live.principal));
    show($("[data-conflict]", this.#root), status === "conflict");
    put($("[data-conflict-text]", this.#root), theirs?.text ?? "");
    this.#sources.paint(sources);
    if (this.#previewed !== null && this.#previewed !== text) this.#fill();
  }

  /** Says why the answer was not taken; everything written stays. */
  object(text) {
    const error = $("[data-answer-error]", this.#root);
    put(error, text);
    show(error, Boolean(text));
  }

  /** The answer is on its way: what would be typed now would belong to nothing. */
  sending(on) {
    this.#field.readOnly = on;
  }

  /** Puts the caret where writing goes on. */
  focus() {
    this.#turn(false);
    this.#field.focus();
  }

  /** Goes back from the preview to writing. */
  write() {
    this.#turn(false);
  }

  get #field() {
    return $("textarea", this.#root);
  }

  #turn(on) {
    this.#previewed = on ? "" : null;
    $("[data-preview-switch]", this.#root).setAttribute("aria-pressed", String(on));
    show(this.#field, !on);
    show($("[data-preview]", this.#root), on);
    if (on) this.#fill();
  }

  async #fill() {
    const text = this.#draft.text;
    const place = $("[data-preview]", this.#root);
    this.#previewed = text;
    if (!text.trim()) return place.replaceChildren(el("p", { class: "quiet" }, gettext("Nothing is written yet.")));
    try {
      const { html } = await this.#api("/preview", { method: "POST", body: { text } });
      if (this.#previewed === text) setServerHtml(place, html);
    } catch (error) {
      if (this.#previewed === text) place.replaceChildren(el("p", { class: "error" }, error.message));
    }
  }
}

function statusWords({ status, stored, text }, principal) {
  const { at, by, name } = stored ?? {};
  const time = at ? clock(at) : "";
  if (status === "saved" && by && by !== principal) return fill(gettext("Written by %(name)s, %(time)s"), { name, time });
  if (status === "saved" && text) return fill(gettext("Saved %(time)s"), { time });
  return {
    loading: gettext("Looking for a draft…"),
    kept: gettext("Kept in this browser"),
    saving: gettext("Saving…"),
    conflict: gettext("Somebody else changed this draft"),
  }[status] ?? "";
}
