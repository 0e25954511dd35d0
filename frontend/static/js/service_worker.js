/* Shows notifications, and opens what they are about. */
"use strict";

function told(event) {
  try {
    const data = event.data ? event.data.json() : {};
    return data && typeof data === "object" ? data : {};
  } catch {
    return {};
  }
}

// Only our own pages: whatever a message says, it leads nowhere else.
function addressOf(path) {
  const url = new URL(typeof path === "string" ? path : "/", self.location.origin);
  return url.origin === self.location.origin ? url.href : `${self.location.origin}/`;
}

self.addEventListener("push", (event) => {
  const { title, body, path, tag } = told(event);
  event.waitUntil(
    self.registration.showNotification(String(title || "Huiyin"), {
      body: String(body || ""),
      // The same news again takes the place of what is shown already.
      tag: String(tag || ""),
      icon: "/favicon.ico",
      data: { path: String(path || "/") },
    }),
  );
});

async function open(address) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((client) => client.url === address);
  return there ? there.focus() : self.clients.openWindow(address);
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(addressOf(event.notification.data && event.notification.data.path)));
});
