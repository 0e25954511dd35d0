// What the three staff pages share: the session they belong to, its line, its state in the bar.

import { $, fromTemplate, readIsland } from "../dom.js";
import { openSession } from "../live/session.js";
import { put, show } from "./list.js";
import { sessionWord, tone } from "./words.js";

/**
 * Opens the session of this page.
 * @returns {Promise<{root: HTMLElement, number: string, live: object,
 *   api: (path: string, options?: object) => Promise<any>}>} `api` takes paths of this session
 */
export async function openPage() {
  const root = $("[data-session]");
  const number = root.dataset.session;
  closeMenuFromOutside();
  const live = await opened(root, number);
  const bar = () => paintBar(live);
  live.addEventListener("change", bar);
  bar();
  return { root, number, live, api: (path, options) => live.api(`/sessions/${number}${path}`, options) };
}

// Without rights or a connection there is nothing to work on: the page says so, and what to do.
async function opened(root, number) {
  try {
    return await openSession({ number, snapshot: readIsland("snapshot"), needToken: true });
  } catch (error) {
    const words = fromTemplate("t-page-error", { text: error.message });
    show($("[data-again]", words), Boolean(error.retry));
    show($("[data-sign-in]", words), error.code === "sign_in_needed");
    $("[data-again]", words).addEventListener("click", () => location.reload());
    root.replaceWith(words);
    return new Promise(() => {});
  }
}

function paintBar(live) {
  const { state } = live.state.session;
  const chip = $("[data-session-state]");
  chip.className = tone(state);
  put(chip, sessionWord(state));
  put($(".staff-title a"), live.state.session.title);
  const connection = $("[data-connection]");
  const words = connectionWords(live.status);
  put(connection, words);
  show(connection, Boolean(words));
}

function connectionWords(status) {
  return {
    connecting: gettext("Connecting…"),
    polling: gettext("Updates come with a short delay"),
    offline: gettext("Offline: what you write is kept"),
  }[status] ?? "";
}

function closeMenuFromOutside() {
  const menu = $("[data-menu]");
  const close = (event) => { if (!menu.contains(event.target)) menu.open = false; };
  document.addEventListener("click", close);
  document.addEventListener("focusin", close);
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    $("summary", menu).focus();
    event.stopPropagation();
  });
}
