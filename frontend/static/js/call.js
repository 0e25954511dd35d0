/** The browser's notifications of one's own questions: the last news of each, gone once it is seen. */

// On phones only a service worker may show one; where there is none, the page does it.
const shownHere = new Map();

/** Show news `about` something in place of what was shown about it; the same `tag` again is silent. */
export async function notify(title, { body, tag, about, path }) {
  const more = { body, tag, icon: "/favicon.ico", data: { path, about } };
  const worker = await working();
  if (worker) {
    await worker.showNotification(title, more);
    for (const old of await worker.getNotifications()) if (old.data?.about === about && old.tag !== tag) old.close();
    return;
  }
  try {
    const shown = new Notification(title, more);
    shown.addEventListener("click", () => { window.focus(); shown.close(); });
    shownHere.get(about)?.close();
    shownHere.set(about, shown);
  } catch { /* this browser wants a worker for it; the title says that there is news */ }
}

/** Whoever looks at the page at `path` need not be told what it says. */
export async function takeAway(path) {
  for (const shown of shownHere.values()) shown.close();
  shownHere.clear();
  const worker = await working();
  for (const shown of (await worker?.getNotifications()) ?? []) if (shown.data?.about && shown.data.path === path) shown.close();
}

async function working() {
  const worker = await navigator.serviceWorker?.getRegistration().catch(() => null);
  return worker?.active ? worker : null;
}
