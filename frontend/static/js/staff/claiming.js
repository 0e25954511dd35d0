// Taking questions into one's own hands, and giving them back.

import { announce, toast } from "../dom.js";
import { FILTERS } from "./filters.js";
import { underWay } from "./under_way.js";
import { fill, numbered } from "./words.js";

/**
 * Claims by hand: the open question, the next one, giving back.
 * @param {{queue: import("./queue.js").Queue, opening: import("./opening.js").Opening,
 *   claims: import("./claims.js").Claims, say: (text: string) => void}} desk
 */
export function claiming({ queue, opening, claims, say }) {
  const complain = (error) => toast(error.message, { kind: "seal" });
  const tell = (number) => announce(fill(gettext("No. %(number)s is yours for five minutes"), { number }));
  const nearest = () => (FILTERS[queue.filter].query.state === "held"
    ? queue.rows.nextFree(Math.max(queue.rows.order.indexOf(queue.rows.selected), 0))
    : null);

  /** Claims the nearest free question; one chosen from the list is open before the answer is there. */
  async function next(wanted = nearest()) {
    if (wanted !== null) opening.open(wanted);
    try {
      const row = await claims.takeNext(wanted);
      if (!FILTERS[queue.filter].fits(row)) await queue.open({ filter: "held", words: "" });
      // Someone may have moved on while the claim was under way.
      if (wanted === null || queue.rows.selected === wanted) opening.open(row.number);
      tell(row.number);
    } catch (error) {
      if (error.code === "nothing_to_claim") toast(gettext("No other question is waiting."));
      else complain(error);
    }
  }

  /** Claims the open question. */
  async function open() {
    const { row } = opening;
    if (!row) return next();
    if (row.state !== "held" || row.claim?.mine) return undefined;
    try {
      if (await underWay.once("claim", () => claims.take(row.number))) tell(row.number);
    } catch (error) {
      say(error.message);
      if (error.code !== "unreachable") queue.touch([row.number]);
    }
    return undefined;
  }

  /** Gives the open question back, or goes back to the queue. */
  async function release() {
    const { row } = opening;
    if (!row?.claim?.mine) return opening.back();
    try {
      await underWay.once("release", async () => {
        await claims.release(row.number);
        announce(fill(gettext("%(number)s is free for others again"), { number: numbered(row.number) }));
      });
    } catch (error) {
      complain(error);
    }
    return undefined;
  }

  return { next, open, release };
}
