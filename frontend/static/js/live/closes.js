/** What to do when a socket closes: the browser's half of log/codes.py. */

export const TOKEN_EXPIRED = 4001;
export const SIGNED_OUT = 4002;

const STEPS = {
  4003: "stop", // not allowed
  4004: "stop", // no such session
  4008: "slowly", // too fast
  // The server cannot read what this page sends: following is safe, sending the same is not.
  1009: "poll",
  4009: "poll",
  4010: "poll",
  4013: "poll", // full
};

/** "stop", "poll", "slowly" or "again" (soon, with growing pauses). */
export function nextStep(code) {
  return STEPS[code] ?? "again";
}
