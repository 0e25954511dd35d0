/** Asking: the words are kept while they are written, and until the server has them. */

import { $, delegate, toast } from "../dom.js";
import { keep, recall } from "./keep.js";
import { drawTopics } from "./finding.js";
import { fixed, show, slots, words, write } from "./patch.js";

const SOON = 1500;
const SECOND = 1000;
const OVER = ["ended", "archived", "cancelled"];

export class Composer {
  #live;
  #root = $("#ask");
  #form = $("[data-ask]");
  #text = $("#ask-text");
  #name = $("#ask-name");
  #topic = $("#ask-topic");
  #part = slots(this.#root);
  #draftKey;
  #number;
  #sending = false;
  #ticking = null;
  // The code of what is said to be wrong at the moment.
  #complaint = "";

  constructor(live, number) {
    this.#live = live;
    this.#number = number;
    this.#draftKey = `huiyin.draft.${number}`;
    this.#text.value = recall(this.#draftKey) || this.#text.value;
    this.#text.addEventListener("input", () => { this.#keepDraft(); this.#complain(""); this.draw(); });
    this.#text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#form.requestSubmit();
    });
    this.#form.addEventListener("submit", (event) => { event.preventDefault(); this.#submit(); });
    this.#part.scan.addEventListener("toggle", () => this.#part.scan.open && this.#drawCode());
    delegate(this.#root, "click", "[data-do]", (event, button) => this.#receiptButton(button));
    live.addEventListener("refused", ({ detail }) => detail.act.do === "ask" && this.#giveBack(detail));
    live.addEventListener("taken", ({ detail }) => detail.act.do === "ask" && live.waitFor(this.#rules.slow_seconds ?? 0));
  }

  get #rules() { return this.#live.state.session.rules; }
  get #excess() { return Array.from(this.#text.value.trim()).length - this.#rules.max_length; }

  /** What a signed-in person lacks to ask here, as far as the server has said. */
  get #obstacle() {
    const { mine, principal } = this.#live;
    return mine && principal && !principal.startsWith("g:") ? mine.obstacle ?? "" : "";
  }

  /** Begin with these words, unless others stand there. */
  beginWith(text) {
    if (!this.#text.value.trim()) this.#text.value = text;
    this.#keepDraft();
    this.draw();
  }

  focus() {
    (this.#form.hidden ? this.#root : this.#text).focus();
  }

  draw() {
    const { session } = this.#live.state;
    const before = session.state === "announced";
    const open = session.intake;
    const over = OVER.includes(session.state);
    for (const closed of fixed("[data-closed]", this.#root)) {
      show(closed, { before, over, closed: !open && !before && !over }[closed.dataset.closed]);
    }
    // Whatever happens to the session, what was written stays in sight.
    show(this.#form, open || before || this.#text.value !== "");
    show(fixed(".dock [data-view=ask]")[0], !over || this.#text.value !== "");
    this.#who(open);
    const offline = this.#live.status === "offline";
    show(this.#part["next-words"], open && !offline);
    show(this.#part["offline-words"], open && offline);
    this.#slow(open && !offline);
    drawTopics(this.#topic, session.topics);
    show(this.#part.topic, open && session.topics.length > 0 && this.#text.value !== "");
    this.#count();
  }

  /** Slow mode: how long this person waits for the next question, counted down. */
  #slow(open) {
    const pause = this.#rules.slow_seconds ?? 0;
    const left = this.#live.wait;
    const rule = words(ngettext("%(n)s second between two questions", "%(n)s seconds between two questions", pause), { n: pause });
    write(this.#part["slow-words"], open && pause > 0 && left === 0 ? rule : "");
    write(this.#part["wait-words"], open && left > 0 ? words(ngettext("You can ask again in %(n)s second", "You can ask again in %(n)s seconds", left), { n: left }) : "");
    this.#part.send.setAttribute("aria-disabled", String(left > 0));
    clearTimeout(this.#ticking);
    if (left > 0) this.#ticking = setTimeout(() => this.draw(), SECOND);
    else if (this.#complaint === "slow_mode") this.#complain("");
  }

  /** Anyone may write; how it is sent depends on who is there and who may ask here. */
  #who(open) {
    const someone = Boolean(this.#live.principal);
    const guests = this.#rules.ask === "guests";
    const obstacle = this.#obstacle;
    const allowed = someone ? guests || !this.#live.principal.startsWith("g:") : guests;
    for (const line of fixed("[data-may]", this.#root)) show(line, line.dataset.may === this.#rules.ask && !OVER.includes(this.#live.state.session.state));
    show(this.#part["verify-phone"], obstacle === "phone_needed");
    show(this.#part["verify-real"], obstacle === "real_name_needed");
    const unknown = !this.#live.known && !someone;
    show(this.#part["as-guest"], open && !someone && guests && !unknown && this.#text.value !== "");
    show(this.#part["sign-in"], open && !unknown && (!someone || !allowed));
    show(this.#part.send, open && (allowed || unknown) && !obstacle);
    this.#part["sign-in"].classList.toggle("primary", this.#part.send.hidden);
    write(this.#part["sign-in-words"], allowed ? gettext("Sign in") : gettext("Sign in to ask"));
    this.#part.send.setAttribute("aria-busy", String(this.#sending));
  }

  #count() {
    const length = this.#excess + this.#rules.max_length;
    write(this.#part.counter, length ? `${length}/${this.#rules.max_length}` : "");
    this.#part.counter.classList.toggle("too-long", this.#excess > 0);
  }

  async #submit() {
    const text = this.#text.value.trim();
    if (!text) return this.#complain(gettext("Please write your question first."));
    if (this.#excess > 0) {
      return this.#complain(words(ngettext("This is %(n)s character too long. Please shorten it; nothing is cut off.", "This is %(n)s characters too long. Please shorten it; nothing is cut off.", this.#excess), { n: this.#excess }));
    }
    if (this.#sending) return undefined;
    if (this.#live.wait > 0) return this.#complain(slowly(), "slow_mode");
    this.#sending = true;
    this.draw();
    try {
      if (!this.#live.principal) await this.#live.becomeGuest(this.#name.value.trim());
      await this.#ask(text);
    } catch (error) {
      this.#complain(error.message);
    }
    this.#sending = false;
    this.draw();
    return undefined;
  }

  /** The outbox has it now. If that takes long (no connection), the field is free meanwhile. */
  async #ask(text) {
    this.#complain("");
    const free = setTimeout(() => {
      this.#sending = false;
      this.#clear();
      toast(gettext("Kept on this device. It is sent as soon as there is a connection."));
    }, this.#live.status === "offline" ? 0 : SOON);
    try {
      const topic = this.#topic.value;
      const result = await this.#live.act({ do: "ask", text, ...(topic && { topic }) });
      if (this.#text.value.trim() === text) this.#clear();
      this.#received(result);
    } catch { /* given back by the refusal */ } finally {
      clearTimeout(free);
    }
  }

  #received({ number, receipt }) {
    toast(words(gettext("Received as no. %(number)s. It is reviewed before it is public."), { number }), { kind: "good" });
    if (!receipt || !this.#live.principal?.startsWith("g:")) return;
    write(this.#part.code, receipt.match(/.{1,4}/g).join("-"));
    // Behind the #, where no server sees it: the look-up begins with the code filled in.
    $("a", this.#part.receipt).hash = receipt;
    this.#part.scan.open = false;
    this.#part.scan.dataset.question = number;
    this.#part.qr.removeAttribute("src");
    show(this.#part.receipt, true);
  }

  /** The code as a picture, asked for as oneself: the receipt stands in no address. */
  async #drawCode() {
    const { scan, qr } = this.#part;
    const { question } = scan.dataset;
    if (qr.hasAttribute("src")) return;
    try {
      const { picture } = await this.#live.api(`/sessions/${this.#number}/mine/${question}/receipt`);
      if (scan.dataset.question === question) qr.src = picture;
    } catch (error) {
      scan.open = false;
      toast(error.message);
    }
  }

  /** Refused for good: the words go back where they came from, with the reason. */
  #giveBack({ act, error }) {
    const since = this.#text.value.trim();
    this.#topic.value = act.topic ?? "";
    if (since !== act.text) this.#text.value = since ? `${act.text}\n\n${since}` : act.text;
    this.#keepDraft();
    const slow = error.code === "slow_mode";
    if (slow) this.#live.waitFor(error.params.seconds);
    this.#complain(slow ? slowly() : error.message, error.code);
    this.draw();
  }

  async #receiptButton(button) {
    if (button.dataset.do === "copy") {
      try {
        await navigator.clipboard.writeText(this.#part.code.textContent);
        toast(gettext("Copied."));
      } catch {
        getSelection().selectAllChildren(this.#part.code);
        toast(gettext("This browser does not let pages copy. The code is selected: copy it by hand."));
      }
    } else {
      show(this.#part.receipt, false);
      this.#text.focus();
    }
  }

  #complain(message, code = "") {
    this.#complaint = code;
    write(this.#part.error, message);
    this.#text.setAttribute("aria-invalid", String(message !== ""));
    if (message) this.#text.focus();
  }

  #clear() {
    this.#text.value = "";
    this.#topic.value = "";
    this.#keepDraft();
    this.draw();
  }

  #keepDraft() {
    keep(this.#draftKey, this.#text.value);
  }
}

/** Without the seconds: they are counted down beside it. */
function slowly() {
  return gettext("There is a pause between two questions here. What you wrote is kept; it can be sent in a moment.");
}
