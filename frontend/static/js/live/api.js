/** Requests to our API, and who is making them. */

const BASE = "/api/v1";

/** A refusal, in words for the person: `code`, `message`, `retry` (the same again may work), `params`. */
export class ActError extends Error {
  constructor({ code, message, retry = false, params = {} }) {
    super(message);
    this.name = "ActError";
    this.code = code;
    this.retry = retry;
    this.params = params;
  }
}

/** No answer came at all. What was to be sent can be sent again. */
export function unreachable() {
  return new ActError({
    code: "unreachable",
    message: gettext("There is no connection at the moment. Nothing you wrote is lost."),
    retry: true,
  });
}

/**
 * Ask the API. `path` starts after /api/v1. Returns the JSON of any answer that is JSON with its
 * HTTP `status`; throws ActError when there was none.
 */
export async function call(path, { method = "GET", body, token = null, fresh = false } = {}) {
  const headers = { Accept: "application/json", "Accept-Language": document.documentElement.lang };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  try {
    const answer = await fetch(path.startsWith(BASE) ? path : BASE + path, {
      method, headers, body: body === undefined ? undefined : JSON.stringify(body),
      cache: fresh ? "no-store" : "default",
    });
    const text = await answer.text();
    return { status: answer.status, json: text ? JSON.parse(text) : null };
  } catch {
    throw unreachable();
  }
}

/** The JSON of a good answer; a refusal is thrown as ActError. */
export function good({ status, json }) {
  if (status < 400) return json;
  throw new ActError(refusal(status, json));
}

/** The error object of an answer, also when something in between answered in our place. */
export function refusal(status, json) {
  return json?.error ?? {
    code: "server_error",
    message: gettext("Something went wrong on our side. Nothing you wrote is lost."),
    retry: status >= 500,
  };
}
