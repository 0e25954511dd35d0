/** The card picture: paper, ink, one seal; drawn in the browser, sent nowhere. */

import { shorten, wrap } from "./lines.js";
import { told } from "./moment.js";

const WIDTH = 1080, HEIGHT = 1350, EDGE = 96;
const FOOT = HEIGHT - EDGE - 250;
const QUOTE_TOP = 260;
// The largest at which the words still find room.
const SIZES = [76, 68, 60, 54, 48, 42, 38, 34];
const SEAL = new Path2D("M7.2 7.3h15.6v15.9h-2.5v-1.1H9.7v1.1H7.2zM9.7 8.8v11.8h10.6V8.8zM11.9 11.6h6.2v6.9h-2v-.7h-2.2v.7h-2zM13.9 13v3.5h2.2V13z");

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Draw the card of {words, more, who, post, title, day, link, code, brand, scan}; gives {blob, src}. */
export async function drawCard(what) {
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
  const pen = canvas.getContext("2d");
  pen.textBaseline = "alphabetic";
  const code = await loaded(what.code);
  sheet(pen);
  head(pen, what);
  words(pen, what);
  foot(pen, what, code);
  const blob = await new Promise((resolve, refuse) => canvas.toBlob((made) => (made ? resolve(made) : refuse(new Error("canvas"))), "image/png"));
  return { blob, src: canvas.toDataURL("image/png") };
}

async function loaded(src) {
  const image = Object.assign(new Image(), { src });
  await image.decode();
  return image;
}

function font(pen, weight, size, family) {
  pen.font = `${weight} ${size}px ${token(family)}`;
}

function sheet(pen) {
  pen.fillStyle = token("--on-paper");
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.fillStyle = token("--on-paper-seal");
  pen.fillRect(0, 0, WIDTH, 12);
}

function head(pen, { brand }) {
  pen.save();
  pen.translate(EDGE, EDGE - 12);
  pen.scale(76 / 30, 76 / 30);
  pen.fillStyle = token("--on-paper-seal");
  pen.beginPath();
  pen.roundRect(0, 0, 30, 30, 5);
  pen.fill();
  pen.fillStyle = token("--on-paper");
  pen.fill(SEAL, "evenodd");
  pen.restore();
  pen.fillStyle = token("--on-paper-ink");
  font(pen, 700, 44, "--serif");
  pen.fillText(brand, EDGE + 100, EDGE + 42);
}

/** The quotation, or the title where the whole page is shared, and who said it. */
function words(pen, { words: said, more, who, post, title }) {
  const text = told({ words: said, more }) || title;
  const signed = said && (who || post);
  const room = FOOT - 60 - QUOTE_TOP - (signed ? 110 : 0);
  const { size, lines } = fitted(pen, text, room);
  pen.fillStyle = token("--on-paper-ink");
  // A full-width quotation mark is half empty: it hangs, so that the text begins at the edge.
  const hang = said && pen.measureText("\u201c").width > size * 0.8 ? size / 2 : 0;
  lines.forEach((line, place) => pen.fillText(line, place ? EDGE : EDGE - hang, QUOTE_TOP + size + place * leading(size)));
  if (signed) sign(pen, who, post, QUOTE_TOP + lines.length * leading(size) + 70);
}

const leading = (size) => Math.round(size * 1.62);

function fitted(pen, text, room) {
  const fits = (line) => pen.measureText(line).width <= WIDTH - 2 * EDGE;
  for (const size of SIZES) {
    font(pen, 600, size, "--serif");
    const lines = wrap(text, fits);
    if (lines.length * leading(size) <= room) return { size, lines };
  }
  const size = SIZES.at(-1);
  return { size, lines: shorten(wrap(text, fits), Math.floor(room / leading(size)), fits) };
}

function sign(pen, who, post, y) {
  font(pen, 600, 36, "--sans");
  pen.fillText(`—— ${who}`, EDGE, y);
  const after = EDGE + pen.measureText(`—— ${who}  `).width;
  font(pen, 400, 32, "--sans");
  pen.fillStyle = token("--on-paper-ink-2");
  const fits = (line) => pen.measureText(line).width <= WIDTH - EDGE - after;
  pen.fillText(post ? shorten(wrap(post, fits), 1, fits)[0] : "", after, y);
}

function foot(pen, { words: said, more, title, day, link, scan }, code) {
  pen.fillStyle = token("--on-paper-line");
  pen.fillRect(EDGE, FOOT, WIDTH - 2 * EDGE, 2);
  const right = WIDTH - EDGE - code.width;
  const fits = (line) => pen.measureText(line).width <= right - EDGE - 40;
  pen.drawImage(code, right, FOOT + 36);
  let y = FOOT + 78;
  const write = (text, weight, size, family, colour, most = 1) => {
    font(pen, weight, size, family);
    pen.fillStyle = token(colour);
    for (const line of shorten(wrap(text, fits), most, fits)) {
      pen.fillText(line, EDGE, y);
      y += Math.round(size * 1.45);
    }
  };
  if (said || more) write(title, 600, 34, "--serif", "--on-paper-ink", 2);
  write(day, 400, 28, "--sans", "--on-paper-ink-2");
  y = HEIGHT - EDGE - 20;
  write(link.replace(/^https?:\/\//, ""), 400, 26, "--sans", "--on-paper-ink-2");
  y = HEIGHT - EDGE - 62;
  write(scan, 600, 28, "--sans", "--on-paper-ink");
}
