/**
 * Passkeys on the pages that make or use one. A form says what for:
 * data-passkey="create" or "get" with its options in #passkey-options, or "login", whose options
 * are asked for when it begins. The device's answer goes into the form's `credential`.
 */

const { webauthnJSON } = window;

for (const form of document.querySelectorAll("form[data-passkey]")) prepare(form);

function prepare(form) {
  const button = form.querySelector("[data-passkey-go]");
  if (!window.PublicKeyCredential || !webauthnJSON) {
    button.hidden = true;
    form.querySelector("[data-passkey-none]").hidden = false;
    return;
  }
  button.addEventListener("click", () => go(form, button));
  // Enter in the name's field means the button, which is what the form is for.
  form.addEventListener("submit", (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    button.click();
  });
}

async function go(form, button) {
  const error = form.querySelector("[data-passkey-error]");
  error.hidden = true;
  button.setAttribute("aria-busy", "true");
  try {
    form.elements.credential.value = JSON.stringify(await answer(form));
    form.requestSubmit();
  } catch {
    error.hidden = false;
  } finally {
    button.removeAttribute("aria-busy");
  }
}

async function answer(form) {
  if (form.dataset.passkey === "login") return webauthnJSON.get(await asked(form.action));
  const options = JSON.parse(document.getElementById("passkey-options").textContent);
  if (form.dataset.passkey === "get") return webauthnJSON.get(options.request_options);
  return webauthnJSON.create(made(options.creation_options, form.elements.passwordless?.checked));
}

async function asked(address) {
  const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
  const response = await fetch(address, { headers, cache: "no-store" });
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()).request_options;
}

/** A passkey that is to open the door by itself is kept on the device, and knows its owner. */
function made(options, alone) {
  const how = options.publicKey.authenticatorSelection;
  how.residentKey = alone ? "required" : "discouraged";
  how.requireResidentKey = Boolean(alone);
  if (alone) how.userVerification = "required";
  return options;
}
