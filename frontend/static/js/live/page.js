/** The netizen's live page: puts the parts together and draws them when something has changed. */

import { $, $$, count, delegate, readIsland, toast, warm } from "../dom.js";
import "../share.js";
import { About } from "./about.js";
import { Announcer } from "./announcer.js";
import { Composer } from "./composer.js";
import { KINDS } from "./entries.js";
import { Later } from "./later.js";
import { Opinions } from "./opinions.js";
import { fixed, show, slots, write } from "./patch.js";
import { Pins } from "./pins.js";
import { Questions } from "./questions.js";
import { openSession } from "./session.js";
import { Stage } from "./stage.js";
import { Transcript } from "./transcript.js";
import { Views } from "./views.js";

// A hiccup that heals by itself is not worth a word.
const CALM = 2_500;

const number = Number($("#live").dataset.number);
const live = await openSession({ number, snapshot: readIsland("snapshot") });
live.reasons = readIsland("reasons");

const stage = new Stage(live);
const pins = new Pins(live, number);
const opinions = new Opinions(live, mayAct);
const transcript = new Transcript(live, opinions);
const composer = new Composer(live, number);
const questions = new Questions(live, mayAct, (words) => composer.beginWith(words));
const announcer = new Announcer($("[data-announcing]"));
const about = new About(showPicture);

// What most people need not have, or not at first.
const desks = new Later(() => live.rights.length > 0, async () => new (await import("./desks.js")).Desks(live));
const typing = new Later(() => Object.values(live.typing).some(Boolean), async () => new (await import("./typing.js")).Typing(live));
const poll = new Later(() => Object.keys(live.state.polls).length > 0, loadPoll);
// Whoever has a name may have asked: before that nothing is one's own.
const mine = new Later(() => Boolean(live.principal), async () => new (await import("./mine.js")).Mine(live, opinions));
const ownNews = new Later(() => Boolean(live.principal), async () => new (await import("./own_news.js")).OwnNews(live, see));
const loadPicture = () => import("./picture.js");
let picture = null;
warm("[data-picture]", loadPicture);
delegate(document.body, "click", "[data-do=watch]", watch);

let due = false;
let calm;
live.addEventListener("change", ({ detail: { what, frame } }) => {
  if (what === "event") for (const listener of [announcer, about]) listener.hear(frame, live.state);
  if (what === "status") drawConnection();
  if (due) return;
  due = true;
  // A hidden page gets no animation frames, but what it says must stay true.
  if (document.hidden) setTimeout(draw, 500);
  else requestAnimationFrame(draw);
});

// A poll that the page shows is taken over with everything else.
await poll.bring();
const views = new Views({
  focusAsk: () => composer.focus(),
  goTo: (kind, key, page) => (kind === "e" ? transcript.goTo(key) : goToQuestion(key, page)),
});
draw();

function draw() {
  due = false;
  picture?.draw();
  for (const part of [desks, pins, stage, transcript, typing, opinions, questions, mine, poll, composer, ownNews]) part.draw();
  const all = Object.values(live.state.questions);
  tally("questions", all.filter(({ state }) => state === "published" || state === "taken_up").length);
  tally("settled", all.filter(({ state }) => state === "answered" || state === "handed_over").length);
  tally("mine", mine.part?.count);
}

function tally(name, n) {
  for (const place of fixed(`[data-count=${name}]`)) write(place, n ? count(n) : "");
}

async function loadPoll() {
  const [{ Poll }, { fillPolled }] = await Promise.all([import("./poll.js"), import("./poll_entry.js")]);
  KINDS.poll.fill = fillPolled;
  transcript.draw();
  return new Poll(live, mayAct);
}

/** Bring what has become of one's own question into view. */
function see({ number: own }) {
  const answer = live.state.questions[own]?.answers.at(-1);
  if (answer) views.follow(`#e${answer}`);
  else views.show("mine");
}

async function watch() {
  try {
    const { Picture } = await loadPicture();
    picture ??= new Picture(live);
  } catch {
    return toast(gettext("The picture does not come at the moment. The transcript goes on."), { kind: "seal" });
  }
  return picture.watch();
}

/** The picture came, went or moved while the session runs; one that plays is left alone. */
function showPicture(page) {
  const [now, news] = [$("[data-picture]"), $("[data-picture]", page)];
  if (now?.dataset.src === news?.dataset.src) return;
  now?.remove();
  if (news) $("[data-slot=body]").before(document.importNode(news, true));
  picture = null;
}

function drawConnection() {
  $("main").dataset.line = live.status;
  clearTimeout(calm);
  calm = setTimeout(() => {
    for (const text of $$("[data-status]")) show(text, text.dataset.status === live.status);
    for (const line of $$("[data-connection]")) {
      show(line, $("[data-status]:not([hidden])", line) !== null);
      line.classList.toggle("offline", live.status === "offline");
    }
  }, live.status === "live" ? 0 : CALM);
}

function goToQuestion(key, page) {
  const { state, answers = [] } = live.state.questions[key] ?? {};
  if (state === "answered" && answers.length) {
    page.turn("transcript");
    return transcript.goTo(answers[0]);
  }
  return questions.goTo(key);
}

/** Whether someone who may support is there; if not, say what is needed and offer it. */
async function mayAct() {
  const guestsMay = live.state.session.rules.guests_support;
  if (live.principal && (guestsMay || !live.principal.startsWith("g:"))) return true;
  const dialog = $("#who");
  const part = slots(dialog);
  for (const name of ["may-guest", "as-guest"]) show(part[name], guestsMay);
  show(part["need-sign-in"], !guestsMay);
  dialog.returnValue = "no";
  dialog.showModal();
  await new Promise((resolve) => { dialog.onclose = resolve; });
  if (dialog.returnValue !== "guest") return false;
  return goOnAsGuest(part);
}

async function goOnAsGuest(part) {
  try {
    await live.becomeGuest($("#who-name").value.trim());
    return true;
  } catch (error) {
    write(part["who-error"], error.message);
    return mayAct();
  }
}
