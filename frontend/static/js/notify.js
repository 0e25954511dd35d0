/** "Notify me on this device": asks for the permission only when it is tapped. */

import { $ } from "./dom.js";

const button = $("[data-notify]");
const says = $("[data-notify-says]");

function bytes(key) {
  const text = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

async function subscription() {
  const worker = await navigator.serviceWorker.register(button.dataset.worker, { scope: "/" });
  await navigator.serviceWorker.ready;
  const key = bytes(button.dataset.notify);
  const before = await worker.pushManager.getSubscription();
  // One made for an earlier key of ours would be refused by its service.
  if (before && !sameBytes(before.options.applicationServerKey, key)) await before.unsubscribe();
  return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

function sameBytes(buffer, key) {
  const other = new Uint8Array(buffer || []);
  return other.length === key.length && other.every((byte, place) => byte === key[place]);
}

async function add(made) {
  const token = $("input[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(button.dataset.add, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(made),
  });
  if (!answer.ok) throw new Error(answer.status);
}

async function turnOn() {
  if ((await Notification.requestPermission()) !== "granted") return button.dataset.refused;
  try {
    await add(await subscription());
  } catch {
    return button.dataset.failed;
  }
  location.reload();
  return "";
}

if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
  button.hidden = true;
  says.textContent = button.dataset.no;
}
button.addEventListener("click", async () => {
  button.setAttribute("aria-busy", "true");
  says.textContent = await turnOn();
  button.removeAttribute("aria-busy");
});
