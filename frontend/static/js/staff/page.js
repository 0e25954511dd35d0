// What the three staff pages share: the session they belong to, its line, its state in the bar.

import { $, fromTemplate, readIsland } from "../dom.js";
import { openSession } from "../live/session.js";
import { put, show } from "./list.js";
import { holdSecondPresses } from "./second_press.js";
import { WONDERING_MS, underWay } from "./under_way.js";
import { sessionWord, tone } from "./words.js";

const PAUSE = 1_000;
const LONGEST_PAUSE = 20_000;

/**
 * Opens the session of this page.
 * @returns {Promise<{root: HTMLElement, number: string, live: object,
 *   api: (path: string, options?: object) => Promise<any>}>} `api` takes paths of this session
 */
export async function openPage() {
  holdSecondPresses();
  const root = $("[data-session]");
  const number = root.dataset.session;
  const live = await opened(root, number);
  const line = new Line(live);
  const bar = () => paintBar(live, line);
  live.addEventListener("change", bar);
  underWay.addEventListener("change", bar);
  line.addEventListener("change", bar);
  bar();
  return { root, number, live, api: (path, options) => live.api(`/sessions/${number}${path}`, options) };
}

// Without rights there is nothing to work on; without a connection there is nothing yet. The page
// says so and what to do, and goes on trying where that can help.
async function opened(root, number) {
  let shown = root;
  // Where one sits is what the page is called: /sessions/12/host/.
  const place = location.pathname.split("/").at(-2);
  for (let tries = 0; ; tries += 1) {
    try {
      const live = await openSession({ number, snapshot: readIsland("snapshot"), needToken: true, place });
      if (shown !== root) shown.replaceWith(root);
      return live;
    } catch (error) {
      // A server that is just starting again is no reason to take the page away.
      if (tries || !error.retry) shown = tellWhy(error, shown);
      if (!error.retry) return new Promise(() => {});
      await untilWorthwhile(tries, shown);
    }
  }
}

function tellWhy(error, shown) {
  const notice = fromTemplate("t-page-error", { text: error.message });
  show($("[data-again]", notice), Boolean(error.retry));
  show($("[data-sign-in]", notice), error.code === "sign_in_needed");
  // The same words again would be read out again.
  if ($("[data-slot=text]", shown)?.textContent === error.message) return shown;
  shown.replaceWith(notice);
  return notice;
}

function untilWorthwhile(tries, shown) {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.min(LONGEST_PAUSE, PAUSE * 2 ** tries) * (0.75 + Math.random() / 2));
    addEventListener("online", resolve, { once: true });
    $("[data-again]", shown)?.addEventListener("click", resolve, { once: true });
  });
}

// What is to be said of the line: whether it was there already, and whether something takes long.
class Line extends EventTarget {
  #live;
  #was = false;
  #since = null;
  #timer = 0;

  constructor(live) {
    super();
    this.#live = live;
    live.addEventListener("change", ({ detail: { what } }) => {
      if (what === "status") this.#was ||= live.status === "live" || live.status === "polling";
      if (what === "outbox") this.#look();
    });
  }

  get words() {
    const { status } = this.#live;
    if (status === "offline") return gettext("Offline: what you write is kept");
    if (status === "connecting") return this.#was ? gettext("No connection: what you write is kept") : gettext("Connecting…");
    if (this.#isLong) return gettext("On its way…");
    return status === "polling" ? gettext("Updates come with a short delay") : "";
  }

  get #isLong() {
    return underWay.isLong || (this.#since !== null && Date.now() - this.#since >= WONDERING_MS);
  }

  #look() {
    const pending = this.#live.pending.length > 0;
    if (pending === (this.#since !== null)) return;
    this.#since = pending ? Date.now() : null;
    clearTimeout(this.#timer);
    if (pending) this.#timer = setTimeout(() => this.dispatchEvent(new Event("change")), WONDERING_MS);
  }
}

function paintBar(live, line) {
  const { state } = live.state.session;
  const chip = $("[data-session-state]");
  chip.className = tone(state);
  put(chip, sessionWord(state));
  put($(".staff-title a"), live.state.session.title);
  $("main").dataset.line = live.status;
  const connection = $("[data-connection]");
  put(connection, line.words);
  show(connection, Boolean(line.words));
}
