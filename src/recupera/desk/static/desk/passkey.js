// Passkeys: a press on [data-passkey] asks the browser for a signature, [data-passkey-new] for a
// new passkey; either goes into the form's field `passkey` (or the one [data-field] names) as JSON,
// and the form is sent. Without scripts, or without passkeys, none of these buttons shows.
"use strict";

const bytes = (text) => Uint8Array.from(
  atob(text.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));

const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const described = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

function sent(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return JSON.stringify({
    id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

function shown(options) {
  return navigator.credentials.get({ publicKey: {
    ...options, challenge: bytes(options.challenge),
    allowCredentials: described(options.allowCredentials),
  } });
}

function made(options) {
  return navigator.credentials.create({ publicKey: {
    ...options, challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: described(options.excludeCredentials),
  } });
}

async function press(button, work, options) {
  const form = button.form;
  const failed = form.querySelector("[data-passkey-failed]");
  if (failed) failed.hidden = true;
  button.disabled = true;
  try {
    const credential = await work(JSON.parse(options));
    form.elements[button.dataset.field || "passkey"].value = sent(credential);
    form.noValidate = true;
    form.requestSubmit();
  } catch (refused) {
    if (failed) failed.hidden = false;
  } finally {
    button.disabled = false;
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const able = Boolean(window.PublicKeyCredential);
  for (const button of document.querySelectorAll("[data-passkey], [data-passkey-new]")) {
    const { passkey, passkeyNew } = button.dataset;
    button.hidden = !able;
    button.addEventListener("click", () => passkey
      ? press(button, shown, passkey) : press(button, made, passkeyNew));
  }
});
