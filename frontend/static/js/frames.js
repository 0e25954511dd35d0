/**
 * For pages of other sites that frame ours: gives each frame the height that it says it has.
 * Loaded from our address, so it knows whom to believe.
 */
(() => {
  const ours = new URL(document.currentScript.src).origin;
  addEventListener("message", ({ origin, source, data }) => {
    if (origin !== ours || data?.huiyin !== "height" || !Number.isFinite(data.height)) return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow === source) frame.height = String(Math.min(4000, Math.max(120, Math.ceil(data.height))));
    }
  });
})();
