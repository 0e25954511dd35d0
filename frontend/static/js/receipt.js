/** A receipt's QR code brings the code after the #, which no server sees: put it into the field. */

const code = decodeURIComponent(location.hash.slice(1));
const field = document.querySelector("input[name=code]");
if (field && /^[A-Za-z0-9 -]{8,24}$/.test(code)) {
  field.value = code;
  field.form.querySelector("button").focus();
  // Not left in the address for whoever uses this browser next.
  history.replaceState(null, "", location.pathname);
}
