/**
 * A session, live: its public state, one's own part in it, and a way to act.
 *
 * The one thing pages talk to. Puts together who is looking (identity), what arrives (connection),
 * what it means (fold) and what is on its way (outbox).
 */

import { ActError, call, good, refusal } from "./api.js";
import { Connection } from "./connection.js";
import { apply } from "./fold.js";
import { Identity } from "./identity.js";
import { Outbox, clearOutbox, makeRef } from "./outbox.js";

export { ActError };

const POLLED_MINE = 15_000;
const POLLED_DESK = 5_000;
// After a resync everyone loads the snapshot: not all in the same instant.
const SPREAD = 1_500;
// Whoever stops typing without a word (a closed lid) is typing no more.
const TYPED_FOR = 20_000;
// What was being typed is said now.
const SPOKEN = new Set(["answer.published", "speech.published"]);

/**
 * Open a session. `snapshot` is the page's {epoch, seq, state, support, viewers}. With `needToken`
 * (staff pages) it waits until the rights are known and throws ActError where there is no sign-in.
 */
export async function openSession({ number, snapshot, needToken = false, place = "" }) {
  const live = new Live(number, snapshot);
  await live.start(needToken, place);
  return live;
}

/**
 * Fires `change` with detail {what, frame}: event, tick, typing, mine, desk, at_work, status, reset
 * (everything may have changed), outbox; and `refused` with {act, error}: what was written has to be given back.
 */
class Live extends EventTarget {
  state;
  support;
  /** Running figures besides support: `polls` by number (open ones), `opinions` by answer. */
  figures = { polls: {}, opinions: {} };
  /** What is being typed at the moment, by speaker's key. */
  typing = {};
  viewers;
  mine = null;
  rights = [];
  #number;
  #identity = new Identity();
  #connection;
  #outbox;
  #resyncing = false;
  #fading = {};
  // Until when slow mode keeps this person from asking again.
  #waitsUntil = 0;
  // How often `mine` has changed.
  #news = 0;

  constructor(number, snapshot) {
    super();
    this.#number = number;
    this.#show(snapshot);
    this.#connection = new Connection({
      url: `${location.protocol.replace("http", "ws")}//${location.host}/ws/v1/sessions/${number}`,
      position: snapshot,
      token: (options) => this.#token(options),
      fetchLog: ({ epoch, seq }) => call(`${this.#path}/log?after=${seq}&epoch=${epoch}`),
    });
    this.#outbox = new Outbox({
      number,
      send: (act) => this.#connection.send(act),
      post: (act) => this.#post(act),
    });
    this.#listen();
  }

  get status() { return this.#connection.status; }
  get pending() { return this.#outbox.pending; }
  get delayed() { return this.#outbox.delayed; }
  get principal() { return this.#identity.principal; }
  get name() { return this.#identity.name; }
  /** Whether the server has said who is looking; offline we only remember. */
  get known() { return this.#identity.known; }
  /** Seconds until slow mode lets this person ask again. */
  get wait() { return Math.max(0, Math.ceil((this.#waitsUntil - Date.now()) / 1000)); }
  get #own() { return this.mine ?? { questions: [], supported: [], ballots: {}, opinions: {}, rights: this.rights, guest: this.principal?.startsWith("g:") }; }
  get #path() { return `/sessions/${this.#number}`; }

  async start(needToken, place) {
    if (needToken) await this.#needRights(place);
    this.#outbox.belongsTo(this.principal);
    this.#connection.start();
    setInterval(() => this.status === "polling" && this.#refreshMine(), POLLED_MINE);
    setInterval(() => this.status === "polling" && this.rights.length && this.#tell("desk"), POLLED_DESK);
    document.addEventListener("submit", (event) => {
      if (event.target.action.endsWith("/sign-out/")) clearOutbox();
    });
  }

  /** Act, and wait for what comes of it. Throws ActError when it is refused for good. */
  async act(act) {
    if (!this.principal) throw new ActError({ code: "sign_in_needed", message: gettext("Please sign in first. What you wrote is kept.") });
    return this.#outbox.put(act);
  }

  /** Sends what is worth nothing a moment later (text as it is typed); says whether it went. */
  hint(act) {
    return this.#connection.send({ ref: makeRef(), ...act });
  }

  /** From now on this person waits for so many seconds before asking again. */
  waitFor(seconds) {
    this.#waitsUntil = Date.now() + seconds * 1000;
    this.#tell("mine");
  }

  /** One's own question changed by one's own act: known before the server's next `mine`. */
  own(question) {
    const questions = this.#own.questions.map((other) =>
      (other.number === question.number ? { ...other, ...question } : other));
    this.#setMine({ ...this.#own, questions });
  }

  /** Learn anew what counts as one's own: another tab or device may have changed it. */
  lookAgain() { this.#refreshMine(); }

  /** Ask the API as this person; `path` starts after /api/v1. Returns JSON, throws ActError. */
  async api(path, options) {
    return good(await this.#identity.call(path, options));
  }

  /** Go on as a guest under this name. */
  async becomeGuest(name) {
    await this.#identity.becomeGuest(name);
    this.#connection.reconnect();
    await this.#identified();
  }

  #listen() {
    const on = (type, run) => this.#connection.addEventListener(type, (event) => run(event.detail));
    on("event", (frame) => this.#event(frame));
    on("tick", (frame) => this.#tick(frame));
    on("ack", (frame) => this.#outbox.settle(frame));
    // What is pushed is what has changed: one's questions, without one's rights and support.
    on("mine", ({ t, ...news }) => this.#setMine({ ...this.#own, ...news }));
    for (const what of ["desk", "drafts", "notes", "at_work"]) on(what, (frame) => this.#tell(what, frame));
    on("hello", (frame) => this.#hello(frame));
    on("stale", () => this.#identity.forget());
    // Another tab has signed somebody in: they act here too (a desk has its own ways).
    const other = (principal) => this.known && principal !== this.principal && !this.#connection.position.place;
    addEventListener("huiyin:known", ({ detail }) => { if (other(detail.principal)) { this.#identity.forget(); this.#connection.reconnect(); } });
    on("resync", () => this.#resync());
    on("status", ({ status }) => {
      if (status === "polling") this.#outbox.flush();
      this.#tell("status");
    });
    this.#outbox.addEventListener("change", () => this.#tell("outbox"));
    this.#outbox.addEventListener("taken", ({ detail }) => this.#taken(detail));
    this.#outbox.addEventListener("refused", ({ detail }) => this.dispatchEvent(new CustomEvent("refused", { detail })));
  }

  #event(frame) {
    this.state = apply(this.state, frame);
    if (frame.kind === "support.totalled") this.support = { ...this.support, ...this.state.totals };
    if (frame.kind === "opinions.totalled") this.#figure("opinions", this.state.opinions);
    if (SPOKEN.has(frame.kind)) delete this.typing[frame.data.speaker.key];
    this.#tell("event", frame);
  }

  /** Also of an act that was under way when the page was loaded anew. */
  #taken({ act, result }) {
    this.dispatchEvent(new CustomEvent("taken", { detail: { act, result } }));
    if (result.support) this.#supported(act.do === "support", result);
    else if (act.do === "vote") this.#setMine({ ...this.#own, ballots: { ...this.#own.ballots, [result.poll]: result.chosen } });
    else if (act.do === "react" || act.do === "rate") this.#thought(result);
    else if (this.status !== "live") this.#refreshMine();
  }

  #supported(on, { number, support }) {
    const { supported } = this.#own;
    this.support = { ...this.support, [number]: support };
    this.#setMine({ ...this.#own, supported: on ? [...new Set([...supported, number])] : supported.filter((other) => other !== number) });
  }

  #thought({ seq, reaction, stars, opinions }) {
    this.#figure("opinions", { [seq]: opinions });
    this.#setMine({ ...this.#own, opinions: { ...this.#own.opinions, [seq]: { reaction, stars } } });
  }

  #tick({ support, viewers, typing, ...figures }) {
    if (support) this.support = { ...this.support, ...support };
    for (const kind of ["polls", "opinions"]) this.#figure(kind, figures[kind]);
    if (viewers !== undefined) this.viewers = viewers;
    if (!typing) return this.#tell("tick");
    return this.#typed(typing);
  }

  #typed({ speaker, text }) {
    clearTimeout(this.#fading[speaker]);
    this.typing = { ...this.typing, [speaker]: text };
    if (text) this.#fading[speaker] = setTimeout(() => this.#typed({ speaker, text: "" }), TYPED_FOR);
    this.#tell("typing");
  }

  #figure(kind, news = {}) {
    this.figures = { ...this.figures, [kind]: { ...this.figures[kind], ...news } };
  }

  #hello({ viewers }) {
    this.viewers = viewers;
    this.#outbox.flush();
    this.#refreshMine();
    this.#tell("tick");
  }

  async #resync() {
    if (this.#resyncing) return;
    this.#resyncing = true;
    await pause(Math.random() * SPREAD);
    try {
      const snapshot = good(await call(`${this.#path}/snapshot`, { fresh: true }));
      this.#show(snapshot);
      this.#connection.rejoin(snapshot);
      this.#tell("reset");
    } catch {
      setTimeout(() => this.#resync(), 2 * SPREAD);
    } finally {
      this.#resyncing = false;
    }
  }

  #show({ state, support, polls, opinions, viewers }) {
    this.state = state;
    this.support = support;
    this.figures = { polls, opinions };
    this.viewers = viewers;
  }

  async #token(options) {
    const before = this.principal;
    const first = !this.known;
    const token = await this.#identity.token(options);
    if (first || before !== this.principal) await this.#identified();
    return token;
  }

  /** Who is looking has become known, or has changed. */
  async #identified() {
    this.#outbox.belongsTo(this.principal);
    this.rights = [];
    this.#setMine(null);
  }

  async #needRights(place) {
    const token = await this.#identity.token();
    if (!token) throw new ActError({ code: "sign_in_needed", message: gettext("Please sign in first.") });
    this.#learnMine(await this.api(`${this.#path}/mine`));
    Object.assign(this.#connection.position, { desk: this.rights.length > 0, place });
  }

  async #refreshMine() {
    if (!this.known || !this.principal) return;
    const asked = this.#news;
    try {
      const mine = await this.api(`${this.#path}/mine`);
      // What was learned meanwhile may not be in this answer yet: it must not take that back.
      if (asked === this.#news) this.#learnMine(mine);
      else this.#refreshMine();
    } catch { /* it will be pushed, or asked for again */ }
  }

  /** What the server says of this person as a whole; what is pushed later leaves `wait` out. */
  #learnMine(mine) {
    if (mine.wait) this.#waitsUntil = Date.now() + mine.wait * 1000;
    this.#setMine(mine);
  }

  #setMine(mine) {
    this.#news += 1;
    this.mine = mine;
    if (mine) this.rights = mine.rights;
    this.#tell("mine");
  }

  /** Send an act by POST. Resolves to the acknowledgement, throws ActError when none came. */
  async #post(act) {
    const { status, json } = await this.#identity.call(`${this.#path}/acts`, { method: "POST", body: act });
    return json && "ok" in json ? json : { ref: act.ref, ok: false, error: refusal(status, json) };
  }

  #tell(what, frame) {
    this.dispatchEvent(new CustomEvent("change", { detail: { what, frame } }));
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds); });
}
