// Questions to the person at the desk, as modal dialogs made from templates.

import { $, fromTemplate } from "../dom.js";

/**
 * Opens the dialog of a template and waits for it.
 * The template holds a <dialog> with one <form>; `[data-cancel]` closes it (no submit button, or
 * Enter in a field would press it). What stands in `[data-error]` is filled when `submit` refuses; the dialog then stays open with
 * everything typed.
 * @param {string} id of the template
 * @param {{fill?: object, ready?: (dialog: HTMLDialogElement) => void,
 *   submit: (values: Record<string, string>, dialog: HTMLDialogElement,
 *     button: HTMLElement | null) => Promise<unknown>}} how `button`: the one that was pressed
 * @returns {Promise<boolean>} whether `submit` went through
 */
export function openDialog(id, { fill = {}, ready = () => {}, submit }) {
  const dialog = fromTemplate(id, fill);
  const form = $("form", dialog);
  document.body.append(dialog);
  return new Promise((resolve) => {
    let done = false;
    $("[data-cancel]", dialog).addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => { dialog.remove(); resolve(done); });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      done = await tried(dialog, () => submit(Object.fromEntries(new FormData(form)), dialog, event.submitter));
      if (done) dialog.close();
    });
    ready(dialog);
    dialog.showModal();
  });
}

async function tried(dialog, run) {
  const button = $("[type=submit]", dialog);
  const error = $("[data-error]", dialog);
  if (button.getAttribute("aria-busy") === "true") return false;
  button.setAttribute("aria-busy", "true");
  error.hidden = true;
  try {
    await run();
    return true;
  } catch (refusal) {
    error.textContent = refusal.message;
    error.hidden = false;
    return false;
  } finally {
    button.removeAttribute("aria-busy");
  }
}
