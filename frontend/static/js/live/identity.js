/** Who is looking, by cookie, and the short-lived token that proves it elsewhere. */

import { call, good } from "./api.js";
import { keep, recall } from "./keep.js";

const LAST = "huiyin.principal";
// A token is asked for anew when this much of its life is over.
const RENEW_AFTER = 0.5;
const NOBODY = { token: null, principal: null, name: "", expires_in: 600 };

export class Identity {
  principal = null;
  name = "";
  /** False until the server has said who this is; before that, who it was last time. */
  known = false;
  #token = null;
  #renewAt = 0;
  #loading = null;

  constructor() {
    this.principal = recall(LAST);
  }

  /** A valid token, or null for an anonymous visitor. Throws ActError without a connection. */
  async token({ fresh = false } = {}) {
    if (!fresh && this.known && Date.now() < this.#renewAt) return this.#token;
    this.#loading ??= call("/me/token", { fresh: true }).finally(() => { this.#loading = null; });
    const answer = await this.#loading;
    // Staff without their second factor are readers like everyone, until they have used it.
    this.#take(answer.json?.error?.code === "second_factor_needed" ? NOBODY : good(answer));
    return this.#token;
  }

  /** Become a guest under a name; the server keeps who that is in a cookie. */
  async becomeGuest(name) {
    this.#take(good(await call("/me/guest", { method: "POST", body: { name } })));
  }

  /** The next token must be a new one: this one was refused. */
  forget() {
    this.#renewAt = 0;
  }

  /** Call the API as this person; a token that has just run out is renewed once. */
  async call(path, options = {}) {
    const answer = await call(path, { ...options, token: await this.token() });
    if (answer.status !== 401 || !this.#token) return answer;
    return call(path, { ...options, token: await this.token({ fresh: true }) });
  }

  #take({ token, principal, name, expires_in }) {
    this.known = true;
    this.#token = token;
    this.#renewAt = Date.now() + expires_in * 1000 * RENEW_AFTER;
    this.principal = principal;
    this.name = name;
    keep(LAST, principal);
    window.dispatchEvent(new CustomEvent("huiyin:identity", { detail: { principal, name } }));
  }
}
