/** The big screen: follows a session for hours, and is never touched. */

import { $, readIsland } from "../dom.js";
import { openSession } from "../live/session.js";
import { show } from "../live/patch.js";
import { awake } from "./awake.js";
import { Faces } from "./faces.js";
import { Head } from "./head.js";
import { PollPanel } from "./poll.js";
import { Said } from "./said.js";
import { sceneOf } from "./scene.js";

// A hiccup that heals by itself is not worth a word.
const CALM = 2_500;

const root = $("#screen");
const wanted = new Set(root.dataset.show.split(","));
const live = await openSession({ number: Number(root.dataset.number), snapshot: readIsland("snapshot") });
const parts = [new Head(), new Said(), new PollPanel(), new Faces()];

let due = false;
live.addEventListener("change", ({ detail: { what } }) => {
  if (what === "status") tellConnection();
  if (due) return;
  due = true;
  // A hidden page gets no animation frames, but what it says must stay true.
  if (document.hidden) setTimeout(draw, 500);
  else requestAnimationFrame(draw);
});
document.documentElement.dataset.js = "";
awake();
draw();

function draw() {
  due = false;
  const scene = sceneOf(live.state, live.figures.polls, wanted);
  root.dataset.face = scene.face;
  for (const face of root.querySelectorAll("[data-on]")) show(face, face.dataset.on === scene.face);
  for (const part of parts) part.draw(live, scene, wanted);
}

let calm;
function tellConnection() {
  clearTimeout(calm);
  const lost = live.status !== "live" && live.status !== "polling";
  calm = setTimeout(() => show($("[data-slot=lost]"), lost), lost ? CALM : 0);
}
