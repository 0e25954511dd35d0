/** The netizen's live page: puts the parts together and draws them when something has changed. */

import { $, $$, count, readIsland } from "../dom.js";
import "../share.js";
import { About } from "./about.js";
import { Announcer } from "./announcer.js";
import { Composer } from "./composer.js";
import { Desks } from "./desks.js";
import { Mine } from "./mine.js";
import { Opinions } from "./opinions.js";
import { OwnNews } from "./own_news.js";
import { fixed, show, slots, write } from "./patch.js";
import { Picture } from "./picture.js";
import { Pins } from "./pins.js";
import { Poll } from "./poll.js";
import { Questions } from "./questions.js";
import { openSession } from "./session.js";
import { Stage } from "./stage.js";
import { Transcript } from "./transcript.js";
import { Typing } from "./typing.js";
import { Views } from "./views.js";

// A hiccup that heals by itself is not worth a word.
const CALM = 2_500;

const number = Number($("#live").dataset.number);
const live = await openSession({ number, snapshot: readIsland("snapshot") });
live.reasons = readIsland("reasons");

const desks = new Desks(live);
const stage = new Stage(live);
const pins = new Pins(live, number);
const opinions = new Opinions(live, mayAct);
const transcript = new Transcript(live, opinions);
const typing = new Typing(live);
const poll = new Poll(live, mayAct);
const composer = new Composer(live, number);
const questions = new Questions(live, mayAct, (words) => composer.beginWith(words));
const mine = new Mine(live, opinions);
const announcer = new Announcer($("[data-announcing]"));
const about = new About(showPicture);
let picture = new Picture(live);
const views = new Views({
  focusAsk: () => composer.focus(),
  goTo: (kind, key, page) => (kind === "e" ? transcript.goTo(key) : goToQuestion(key, page)),
});

const ownNews = new OwnNews(live, ({ number: own }) => {
  const answer = live.state.questions[own]?.answers.at(-1);
  if (answer) views.follow(`#e${answer}`);
  else views.show("mine");
});

let due = false;
live.addEventListener("change", ({ detail: { what, frame } }) => {
  if (what === "event") for (const listener of [announcer, about]) listener.hear(frame, live.state);
  if (what === "status") drawConnection();
  if (due) return;
  due = true;
  // A hidden page gets no animation frames, but what it says must stay true.
  if (document.hidden) setTimeout(draw, 500);
  else requestAnimationFrame(draw);
});
draw();

function draw() {
  due = false;
  for (const part of [desks, pins, stage, picture, transcript, typing, opinions, questions, mine, poll, composer, ownNews]) part.draw();
  const all = Object.values(live.state.questions);
  tally("questions", all.filter(({ state }) => state === "published" || state === "taken_up").length);
  tally("settled", all.filter(({ state }) => state === "answered" || state === "handed_over").length);
  tally("mine", mine.count);
}

function tally(name, n) {
  for (const place of fixed(`[data-count=${name}]`)) write(place, n ? count(n) : "");
}

/** The picture came, went or moved while the session runs; one that plays is left alone. */
function showPicture(page) {
  const [now, news] = [$("[data-picture]"), $("[data-picture]", page)];
  if (now?.dataset.src === news?.dataset.src) return;
  now?.remove();
  if (news) $("[data-slot=body]").before(document.importNode(news, true));
  picture = new Picture(live);
}

let calm;
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
    page.show("transcript");
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
