// The desk's filters: what each asks of the server, and which rows belong to it.

import { secondsUntil } from "./time.js";

const DECIDED = new Set(["declined", "withdrawn"]);

export const FILTERS = {
  held: { query: { state: "held" }, fits: isHeld },
  flagged: { query: { state: "held", flagged: "1" }, fits: (row) => isHeld(row) && row.findings.length > 0 },
  mine: { query: { state: "mine" }, fits: isMine },
  published: { query: { state: "published" }, fits: (row) => !isHeld(row) && !DECIDED.has(row.state) },
  declined: { query: { state: "declined" }, fits: (row) => row.state === "declined" },
  all: { query: { state: "all" }, fits: () => true },
};

/** Says whether a filter shows what waits: that is worked off from the oldest. */
export function isOldestFirst(filter) {
  return FILTERS[filter].query.state === "held" || filter === "mine";
}

/** Says whether a row waits and is leased to whoever is looking. */
export function isMine(row) {
  return isHeld(row) && Boolean(row.claim?.mine) && secondsUntil(row.claim.until) > 0;
}

function isHeld(row) {
  return row.state === "held";
}
