/** Share controls: one listener for all of a page's. What they open is loaded on the first tap. */

document.addEventListener("click", async (event) => {
  const control = event.target instanceof Element ? event.target.closest("[data-share], [data-print]") : null;
  // A link that is opened in another tab is only a link.
  if (!control || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if ("print" in control.dataset) return window.print();
  event.preventDefault();
  try {
    const { open } = await import("./share/dialog.js");
    open(control);
  } catch {
    // Offline, and never asked for before: the link still leads somewhere.
    if (control.href) location.assign(control.href);
  }
});
