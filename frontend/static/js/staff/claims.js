// Claims: nobody else decides a question while its lease runs. Kept alive while one works.

import { secondsUntil } from "./time.js";

// A lease that ends sooner than this is renewed while somebody types or moves.
const RENEW_BELOW_SECONDS = 150;

/** Claims of one moderator on one session. */
export class Claims {
  #queue;
  #api;
  #renewing = false;

  constructor(queue, api) {
    this.#queue = queue;
    this.#api = api;
  }

  /**
   * Claims a question, or (with null) the next one that waits.
   * @returns {Promise<object>} its row
   */
  async take(number) {
    const row = await this.#api("/desk/claims", { method: "POST", body: { number } });
    this.#queue.accept(row);
    return row;
  }

  /** Claims the nearest free question of the list; if someone was faster, the server's next. */
  async takeNext(nearest) {
    if (nearest === null) return this.take(null);
    try {
      return await this.take(nearest);
    } catch (error) {
      if (error.code !== "claimed" && error.code !== "not_held") throw error;
      return this.take(null);
    }
  }

  /** Gives a claimed question back. */
  async release(number) {
    this.#queue.accept(await this.#api(`/desk/claims/${number}`, { method: "DELETE" }));
  }

  /** Renews the lease on the open question if it is one's own and about to run out. */
  async keepAlive(number) {
    const row = this.#queue.rows.get(number);
    if (!row?.claim?.mine || this.#renewing) return;
    const left = secondsUntil(row.claim.until);
    if (left <= 0 || left > RENEW_BELOW_SECONDS) return;
    this.#renewing = true;
    try {
      await this.take(number);
    } catch {
      // The lease simply runs on; a decision made after its end says so itself.
    } finally {
      this.#renewing = false;
    }
  }
}
