/**
 * A playlist in a browser that cannot play one by itself: hls.js, loaded when it is needed.
 *
 * What breaks on the way is tried again, ever more slowly; nobody has to load the page anew.
 */

const PAUSES = [1_000, 3_000, 8_000, 20_000];
let loading = null;

/** The player's code from `address`; a promise, the same for all who ask. */
function load(address) {
  loading ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: address });
    script.onload = () => resolve(window.Hls);
    script.onerror = () => {
      loading = null;
      reject(new Error("player"));
    };
    document.head.append(script);
  });
  return loading;
}

/** Play `src` in `video`; null where the browser cannot do even that. Gives {stop}. */
export async function play(video, src, address, { onTrouble }) {
  const Hls = await load(address);
  if (!Hls.isSupported()) return null;
  // Without its worker: our pages allow no code but our own files.
  const hls = new Hls({ enableWorker: false, backBufferLength: 30 });
  const heal = healer(hls, Hls, src);
  hls.on(Hls.Events.ERROR, (event, data) => {
    if (!data.fatal) return;
    onTrouble();
    heal.later(data.type);
  });
  video.addEventListener("playing", heal.well);
  hls.loadSource(src);
  hls.attachMedia(video);
  return { stop() { heal.well(); hls.destroy(); } };
}

function healer(hls, Hls, src) {
  let tries = 0, timer;
  const again = (type) => {
    if (type === Hls.ErrorTypes.MEDIA_ERROR) hls.recoverMediaError();
    else hls.loadSource(src);
  };
  return {
    later(type) {
      clearTimeout(timer);
      timer = setTimeout(again, PAUSES[Math.min(tries, PAUSES.length - 1)], type);
      tries += 1;
    },
    well() {
      clearTimeout(timer);
      tries = 0;
    },
  };
}
