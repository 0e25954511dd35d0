// The host's desk: the running order, the stage, the record, and who else is at work.

import { $, $$, announce, count, delegate, readIsland, toast } from "./dom.js";
import { AtWork } from "./staff/at_work.js";
import { bindClock } from "./staff/clock.js";
import { correct } from "./staff/correct.js";
import { openDialog } from "./staff/dialogs.js";
import { Kept } from "./staff/drafts.js";
import { bindHelp } from "./staff/help.js";
import { bindKeys, takesLetters } from "./staff/keys.js";
import { oncePerFrame, put } from "./staff/list.js";
import { bindNotes } from "./staff/notes.js";
import { paintNow } from "./staff/now.js";
import { Order } from "./staff/order.js";
import { OrderList } from "./staff/order_list.js";
import { openPage } from "./staff/page.js";
import { bindPolls } from "./staff/polls.js";
import { Pins } from "./staff/pins.js";
import { Record } from "./staff/record.js";
import { Sending } from "./staff/sending.js";
import { Steps } from "./staff/steps.js";
import { underWay } from "./staff/under_way.js";
import { others, tally } from "./staff/waiting.js";
import { speakerName } from "./staff/words.js";
import { Writing } from "./staff/writing.js";

const { root, number: session, live, api } = await openPage();
const kept = new Kept(session, live.principal);
const guests = readIsland("speakers");
let counters = {};

bindNotes({ live, api, kept });
const sending = new Sending(live, kept);
const order = new Order(live);
const writing = new Writing($("[data-compose]"), { live, api, kept, sending, desk: "say", enterSends: false });
const steps = new Steps($("[data-steps]"), { live, kept, held: () => counters.held ?? 0 });
const pins = new Pins($("[data-fold=pins]"), { live, kept });
const atWork = new AtWork($("[data-at-work]"), { live, api });
const orderList = new OrderList($("[data-part=order]"), { live, order, takeUp, takeDown });
const record = new Record($("[data-part=record]"), {
  live, sending, takeDown,
  correct: (entry) => correct(entry, live, kept),
  restore: (act) => { showPart("stage"); writing.composer.restore(act); },
  nameOf: (key) => speakerName(guests.find((guest) => guest.key === key)),
});

const onAir = () => ["live", "paused"].includes(live.state.session.state);
const mayHost = () => live.rights.includes("host");
const mayTakeUp = () => onAir() && (mayHost() || live.rights.includes("answer"));
const next = () => [...order.questions, ...others(live)].find(({ number }) => number !== live.state.current) ?? null;

// ---- drawing --------------------------------------------------------------------

const paint = oncePerFrame(() => {
  steps.paint();
  orderList.paint();
  paintNow($("[data-now]"), live, { next: next(), mayTakeUp: mayTakeUp(), mayHost: mayHost() });
  writing.paint();
  pins.paint();
  atWork.paint();
  record.paint();
  paintNumbers();
});

function paintNumbers() {
  const { waiting, answered } = tally(live);
  const values = { waiting, answered, held: counters.held, viewers: live.viewers };
  for (const place of $$("[data-number]")) {
    const value = values[place.dataset.number];
    put(place, value === undefined || value === null ? "–" : count(value));
  }
  put($("[data-count=waiting]"), count(waiting));
  put($("[data-record-count]"), count(live.state.entries.length));
}

// ---- acting ---------------------------------------------------------------------

async function attempt(act) {
  try {
    await live.act(act);
    return true;
  } catch (error) {
    toast(error.message, { kind: "seal" });
    return false;
  }
}

async function takeUp(number, pressed) {
  if (await underWay.once("next", () => attempt({ do: "take_up", number }), pressed)) showPart("stage");
}

function putBack() {
  const number = live.state.current;
  return number !== null && underWay.once("put-back", () => attempt({ do: "put_back", number }));
}

function takeDown(number) {
  const question = live.state.questions[number];
  return openDialog("t-take-down", {
    fill: { text: question.text },
    submit: ({ reason }) => live.act({ do: "take_down", number, reason }),
  });
}

function showPart(name) {
  root.dataset.view = name;
  for (const tab of $$("[data-tab]", root)) {
    if (tab.dataset.tab === name) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
  if (name === "record") record.toEnd();
}

function undo() {
  if (!order.canUndo) return;
  order.undo();
  announce(gettext("The order is as it was before."));
}

function inOrder() {
  showPart("order");
  orderList.focus();
}

const help = bindHelp();
const DO = {
  ...steps.acts, ...writing.acts, help, undo,
  next: () => next() && takeUp(next().number),
  "put-back": putBack,
  "down-now": () => live.state.current !== null && takeDown(live.state.current),
  latest: () => record.toEnd(),
};
delegate(document.body, "click", "[data-do]", (event, button) => DO[button.dataset.do]?.());
delegate(root, "click", "[data-tab]", (event, tab) => showPart(tab.dataset.tab));

const { single, always } = writing.keys;
bindKeys({
  ...single, "/": () => $("#host-search").select(), "?": help,
  n: DO.next, b: DO["put-back"], o: inOrder, z: undo, i: () => { showPart("stage"); pins.focus(); },
  h: () => steps.take(live.state.session.state === "paused" ? "resume" : "pause"),
  e: () => steps.take("extend"), c: () => steps.take("close-intake"), x: () => steps.take("end"),
}, {
  always: {
    ...always,
    "ctrl+arrowup": () => record.correctLast(), "alt+c": () => record.correctLast(),
    escape: () => !$("dialog[open]") && takesLetters(document.activeElement) && document.activeElement.blur(),
  },
});

// ---- news -----------------------------------------------------------------------

order.addEventListener("change", paint);
order.addEventListener("refused", ({ detail }) => toast(detail.message, { kind: "seal" }));
sending.addEventListener("change", paint);
live.addEventListener("change", ({ detail: { what, frame } }) => {
  if (what === "desk" && frame) ({ counters } = frame);
  paint();
});

bindClock(live);
bindPolls(live, api);
paint();
api("/desk/queue?state=held&limit=1").then((page) => { ({ counters } = page); paint(); }).catch(() => {});
