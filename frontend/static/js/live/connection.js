/**
 * The transport of the public log: a socket that comes back, and polling where none is to be had.
 *
 * Knows positions, not meanings. Emits `hello`, `event` (in order, without holes, once each),
 * `tick`, `ack`, `mine`, `desk`, `resync` (load the snapshot, then call `rejoin`), `stale` (the
 * token was refused) and `status` (connecting, live, polling, offline, ended); the frame is in
 * `detail`.
 */

import { SIGNED_OUT, TOKEN_EXPIRED, nextStep } from "./closes.js";
import { Poller } from "./polling.js";
import { LogSocket, UNREACHABLE } from "./socket.js";

const FLOOR = 500;
const CEILING = 20_000;
const STABLE = 10_000;
const REFUSALS = 3;
const SOCKET_AGAIN = 60_000;

export class Connection extends EventTarget {
  status = "connecting";
  position;
  #url;
  #token;
  #socket = null;
  #attempt = 0;
  #tries = 0;
  #refusals = 0;
  #stopped = false;
  #timers = {};
  #poller;

  /** `token({fresh})` resolves to a token or null; `fetchLog(position)` to {status, json}. */
  constructor({ url, position, token, fetchLog }) {
    super();
    this.#url = url;
    this.position = { epoch: position.epoch, seq: position.seq, desk: false, place: "" };
    this.#token = token;
    this.#poller = new Poller(() => fetchLog(this.position), {
      page: (page) => this.#page(page),
      resync: () => this.#resync(),
      refused: () => this.stop(),
      fail: () => this.#setStatus("offline"),
    });
  }

  start() {
    addEventListener("online", () => this.reconnect());
    addEventListener("offline", () => this.#lost());
    addEventListener("pagehide", () => this.#drop()); // or the page cannot be kept for "back"
    addEventListener("pageshow", (event) => event.persisted && this.reconnect());
    document.addEventListener("visibilitychange", () => document.hidden || this.#wake());
    this.#connect();
  }

  /** For good: there is nothing to come back to. */
  stop() {
    this.#stopped = true;
    this.#poller.stop();
    this.#drop();
    this.#setStatus("ended");
  }

  /** Open a new socket at once, from the present position (back online, or someone else now). */
  reconnect() {
    if (this.#stopped) return;
    this.#drop();
    this.#tries = 0;
    this.#connect();
  }

  /** Send a document over the open socket; false when there is none to send it over. */
  send(doc) {
    return this.#socket?.send(doc) ?? false;
  }

  /** After a resync: go on from this position, over whatever carries us now. */
  rejoin({ epoch, seq }) {
    Object.assign(this.position, { epoch, seq });
    if (this.#socket) this.#socket.join();
    else if (!this.#stopped) this.#poller.start();
  }

  async #connect() {
    if (this.#socket || this.#stopped) return;
    const attempt = ++this.#attempt;
    this.#later("retry", null);
    if (this.status === "live") this.#setStatus("connecting");
    try {
      const token = await this.#token();
      if (attempt === this.#attempt) this.#open(token);
    } catch {
      if (attempt === this.#attempt) this.#closed(UNREACHABLE, false);
    }
  }

  #open(token) {
    this.#socket = new LogSocket(this.#url, token, this.position, {
      hello: (frame) => this.#hello(frame),
      event: (frame) => this.#emit("event", frame),
      other: (frame) => this.#emit(frame.t, frame),
      resync: () => this.#resync(),
      closed: (code, joined) => this.#closed(code, joined),
    });
  }

  #hello(frame) {
    this.#refusals = 0;
    this.#poller.stop();
    // Only a socket that lasts forgives: one that opens and dies must not be retried in a frenzy.
    this.#later("stable", STABLE, () => { this.#tries = 0; });
    this.#renewIn(frame.renew_in);
    this.#setStatus("live");
    this.#emit("hello", frame);
  }

  #renewIn(seconds) {
    this.#later("renew", seconds ? seconds * 1000 : null, async () => {
      try {
        const token = await this.#token({ fresh: true });
        if (token) this.send({ t: "token", token });
        this.#renewIn(seconds);
      } catch {
        this.#renewIn(Math.min(seconds, 20));
      }
    });
  }

  #page({ epoch, events, support, polls, opinions, viewers }) {
    if (epoch !== this.position.epoch) { this.#resync(); return; }
    const wasAway = this.status !== "polling";
    for (const frame of events) {
      if (frame.seq !== this.position.seq + 1) continue;
      this.position.seq = frame.seq;
      this.#emit("event", frame);
    }
    this.#setStatus("polling");
    this.#emit("tick", { t: "tick", support, polls, opinions, viewers });
    if (wasAway && !this.#socket) this.#later("retry", Math.random() * CEILING, () => this.#connect());
  }

  #resync() {
    this.#poller.stop();
    this.#emit("resync", {});
  }

  /** The socket is gone or never came. What to do depends on why. */
  #closed(code, joined) {
    this.#drop();
    if (code === TOKEN_EXPIRED || code === SIGNED_OUT) this.#emit("stale", { code });
    const step = nextStep(code);
    if (step === "stop") { this.stop(); return; }
    if (!joined) this.#refusals += 1;
    const poll = step === "poll" || this.#refusals >= REFUSALS;
    if (poll) this.#poller.start();
    if (!this.#poller.running) this.#setStatus(navigator.onLine === false ? "offline" : "connecting");
    this.#later("retry", this.#pause(step, poll), () => this.#connect());
  }

  #pause(step, poll) {
    if (poll) return SOCKET_AGAIN * (0.75 + Math.random() / 2);
    if (step === "slowly") return CEILING * (0.5 + Math.random() / 2);
    const ceiling = Math.min(CEILING, FLOOR * 2 ** this.#tries);
    this.#tries += 1;
    return Math.random() * ceiling;
  }

  #drop() {
    this.#attempt += 1;
    for (const name of ["retry", "stable", "renew"]) this.#later(name, null);
    this.#socket?.drop();
    this.#socket = null;
  }

  #lost() {
    if (this.#stopped) return;
    this.#drop();
    this.#poller.stop();
    this.#setStatus("offline");
    // Browsers are sometimes wrong about being offline.
    this.#later("retry", CEILING, () => this.#connect());
  }

  /** Seen again: after sleep, timers are late and a socket may be dead without knowing. */
  #wake() {
    if (this.#stopped || this.#poller.running) return;
    if (!this.#socket || this.#socket.doubtful) this.reconnect();
  }

  #later(name, delay, run) {
    clearTimeout(this.#timers[name]);
    if (delay !== null) this.#timers[name] = setTimeout(run, delay);
  }

  #setStatus(status) {
    if (status === this.status) return;
    this.status = status;
    this.#emit("status", { status });
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
