/** The share dialog: a link that stays, a quotation with its source, a QR code, a card picture. */

import { $, delegate } from "../dom.js";
import { momentOf, quotation } from "./moment.js";

const dialog = $("#share");
const part = Object.fromEntries(Array.from(dialog.querySelectorAll("[data-slot]"), (node) => [node.dataset.slot, node]));
const { url, codes, moments = "", title, day, comma } = dialog.dataset;
let moment, link, opener, card;

const acts = {
  close: () => dialog.close(),
  copy: () => copy(link, "copied"),
  quote: () => copy(quotation(moment, { title, day, comma }, link), "quoted"),
  system: () => send({ title, text: (moment.words || moment.more).slice(0, 140), url: link }),
  card: draw,
  "send-card": () => send({ files: [card] }),
};
delegate(dialog, "click", "[data-do]", (event, button) => acts[button.dataset.do]());
dialog.addEventListener("close", () => opener?.focus());

/** Open the dialog for what a control stands beside. */
export function open(control) {
  opener = control;
  moment = momentOf(control);
  const own = moments && moment.id;
  link = own ? `${url}/${moment.id}` : url;
  part.link.value = link;
  part.code.src = own ? `${moments}/${moment.id}/qr.svg` : codes;
  part.quote.textContent = [moment.words, moment.more].filter(Boolean).join("\n");
  part.quote.hidden = !part.quote.textContent;
  part.card.hidden = true;
  part.says.textContent = "";
  $("[data-do=system]", dialog).hidden = !navigator.share;
  dialog.showModal();
}

async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    say(done);
  } catch {
    part.link.select();
    say("failed");
  }
}

// Whoever closes the system's sheet has changed their mind: no error.
const send = (what) => navigator.share(what).catch(() => {});

async function draw() {
  const button = $("[data-do=card]", dialog);
  button.setAttribute("aria-busy", "true");
  try {
    const { drawCard } = await import("./card.js");
    const code = part.code.src.replace(/svg$/, "png?size=256");
    show(await drawCard({ ...moment, title, day, link, code, brand: dialog.dataset.brand, scan: dialog.dataset.scan }));
    say("drawn");
  } catch {
    say("undrawn");
  }
  button.removeAttribute("aria-busy");
}

function show({ blob, src }) {
  card = new File([blob], `huiyin-${moment.id || "share"}.png`, { type: "image/png" });
  if (part.save.href) URL.revokeObjectURL(part.save.href);
  Object.assign(part.save, { href: URL.createObjectURL(blob), download: card.name });
  Object.assign(part.picture, { src, alt: quotation(moment, { title, day, comma }, link) });
  $("[data-do=send-card]", dialog).hidden = !navigator.canShare?.({ files: [card] });
  part.card.hidden = false;
  part.save.focus();
}

function say(what) {
  part.says.textContent = dialog.dataset[what];
}
