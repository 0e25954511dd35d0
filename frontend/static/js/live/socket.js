/** One socket's life: join at a position, hand on frames in order, notice holes and silence. */

const QUIET = 45_000;
const PATIENCE = 15_000;
const ASLEEP = 20_000;
const CATCH_UP = 2_000;
const HOLES = 3;
// Longer ones go by POST: a frame may hold 65,536 characters, a request has room for more.
const LONGEST = 60_000;
export const UNREACHABLE = 1006;

export class LogSocket {
  #socket;
  #position;
  #on;
  #phase = "opening"; // opening → joining → joined; resyncing while the page loads a snapshot
  #heard = Date.now();
  #holes = 0;
  #watch;
  #catchUp = null;

  /**
   * `position` {epoch, seq, desk} is read at every join and moved on with every event; with `desk`
   * it asks for the moderators' news too, and says at which desk (`place`) somebody sits.
   * `on`: {hello(frame), event(frame), other(frame), resync(), closed(code, joined)}.
   */
  constructor(url, token, position, on) {
    this.#position = position;
    this.#on = on;
    this.#socket = new WebSocket(url, token ? ["huiyin.v1", `token.${token}`] : ["huiyin.v1"]);
    this.#socket.onopen = () => this.join();
    this.#socket.onmessage = (message) => this.#receive(JSON.parse(message.data));
    this.#socket.onclose = (event) => this.#end(event.code);
    this.#watch = setInterval(() => this.#listen(), 5_000);
  }

  get joined() {
    return this.#phase === "joined";
  }

  /** Whether it has been silent for so long that it may be dead without knowing (sleep, roaming). */
  get doubtful() {
    return this.joined && Date.now() - this.#heard > ASLEEP;
  }

  /** Send a document; false if it cannot go this way now. */
  send(doc) {
    if (!this.joined || this.#socket.readyState !== WebSocket.OPEN) return false;
    const text = JSON.stringify(doc);
    if (text.length > LONGEST) return false;
    this.#socket.send(text);
    return true;
  }

  /** Ask for everything after the present position. */
  join() {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    this.#phase = "joining";
    const { epoch, seq, desk, place } = this.#position;
    const seat = { ...(desk && { desk }), ...(desk && place && { place }) };
    this.#socket.send(JSON.stringify({ t: "join", epoch, after: seq, ...seat }));
  }

  /** Leave at once, without waiting: a dead socket would take a minute to admit it. */
  drop() {
    clearInterval(this.#watch);
    clearTimeout(this.#catchUp);
    this.#phase = "closed";
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
  }

  #end(code) {
    const { joined } = this;
    this.drop();
    this.#on.closed(code, joined);
  }

  #receive(frame) {
    this.#heard = Date.now();
    if (frame.t === "event") this.#event(frame);
    else if (frame.t === "hello") this.#hello(frame);
    else if (frame.t === "at") this.#at(frame);
    else if (frame.t === "resync") this.#resync();
    else this.#on.other(frame);
  }

  #hello(frame) {
    if (frame.epoch !== this.#position.epoch) { this.#resync(); return; }
    this.#phase = "joined";
    this.#on.hello(frame);
  }

  #event(frame) {
    if (this.#phase === "resyncing" || frame.seq <= this.#position.seq) return;
    if (frame.seq > this.#position.seq + 1) { this.#hole(); return; }
    this.#position.seq = frame.seq;
    this.#on.event(frame);
  }

  #hole() {
    if (!this.joined) return; // asked already: what comes out of turn will come again in turn
    this.#holes += 1;
    if (this.#holes > HOLES) this.#end(UNREACHABLE);
    else this.join();
  }

  /** The heartbeat says where the log stands. Events may be on their way, so look twice. */
  #at(frame) {
    if (frame.epoch !== this.#position.epoch) { this.#resync(); return; }
    if (frame.seq <= this.#position.seq) return;
    clearTimeout(this.#catchUp);
    this.#catchUp = setTimeout(() => {
      if (this.#position.seq < frame.seq) this.#hole();
    }, CATCH_UP);
  }

  #resync() {
    if (this.#phase === "resyncing") return;
    this.#phase = "resyncing";
    this.#on.resync();
  }

  #listen() {
    const patience = this.#phase === "opening" || this.#phase === "joining" ? PATIENCE : QUIET;
    if (Date.now() - this.#heard > patience) this.#end(UNREACHABLE);
  }
}
