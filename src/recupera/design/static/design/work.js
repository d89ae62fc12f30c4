// Pays for an ask: the ALTCHA widget works out of sight while the person types. If the form is
// sent before it is done, the form waits; if it cannot work here, the waiting ticket goes alone.
const box = document.getElementById("work");
const form = box && document.getElementById(box.dataset.form);
const LONGEST_WAIT = 20000;
// The ticket in the form is good from this age of the page on.
const RIPE = box && box.dataset.ripe * 1000 + 500;

let done = false;
let pressed = null;

function go() {
  done = true;
  if (!pressed) return;
  const { button, text } = pressed;
  pressed = null;
  if (button) button.textContent = text;
  form.requestSubmit(button);
}

function goWithTicket() {
  setTimeout(go, Math.max(0, RIPE - performance.now()));
}

function hold(event) {
  if (done || (event.submitter && event.submitter.name === "language")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (pressed) return;
  const button = event.submitter;
  pressed = { button, text: button && button.textContent };
  const visible = form.querySelector("button.primary, button[data-resend]");
  if (button && (visible === button || "resend" in button.dataset)) button.textContent = box.dataset.wait;
  setTimeout(go, LONGEST_WAIT);
}

function start() {
  $altcha.algorithms.set("PBKDF2/SHA-256", () => new Worker(box.dataset.worker));
  const widget = document.createElement("altcha-widget");
  widget.addEventListener("statechange", (event) => {
    const { state, payload } = event.detail;
    if (state === "verified") form.elements.altcha.value = payload;
    if (state === "verified") go();
    if (state === "error" || state === "expired") goWithTicket();
  });
  widget.setAttribute("configuration", JSON.stringify({
    auto: "onload",
    challenge: box.dataset.challenge,
    display: "invisible",
    humanInteractionSignature: false,
    minDuration: 0,
    name: "",
    workers: Math.min(4, navigator.hardwareConcurrency || 2),
  }));
  box.append(widget);
}

// Without a secure context there is no crypto.subtle, and the widget could never finish.
if (form && window.isSecureContext && window.Worker && globalThis.$altcha) {
  // A browser that cannot press the same button again is not held: its ticket waits instead.
  if (form.requestSubmit && "submitter" in SubmitEvent.prototype) {
    form.addEventListener("submit", hold, { capture: true });
  }
  start();
}
