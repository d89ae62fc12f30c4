// What every page does where there is JavaScript; without it every page still works.
// Old syntax on purpose: an old phone must be able to read this file or lose nothing.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");

  function each(list, act) { Array.prototype.forEach.call(list, act); }

  // Only the field of the chosen datum is shown, and only that one is sent.
  function reveal() {
    each(document.querySelectorAll(".choice"), function (choice) {
      var chosen = choice.querySelector("input[type=radio]").checked;
      choice.classList.toggle("chosen", chosen);
    });
  }

  function sendOnlyTheChosen(event) {
    if (event.submitter && event.submitter.name === "language") return;
    each(document.querySelectorAll(".choice:not(.chosen) .field input"), function (input) {
      input.disabled = true;
    });
  }

  // A press on a slow phone must not become two messages.
  function once(form) {
    form.addEventListener("submit", function (event) {
      if (event.defaultPrevented) return;
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
    });
  }

  function backAgain() {
    each(document.forms, function (form) { delete form.dataset.sent; });
    each(document.querySelectorAll(".choice input"), function (input) { input.disabled = false; });
    reveal();
  }

  // The wait page asks again by itself; when the server sends it elsewhere, it goes there.
  function watch(box) {
    var turns = 0;
    function look() {
      turns += 1;
      fetch(location.pathname, { redirect: "manual", credentials: "same-origin" }).then(function (answer) {
        if (answer.type === "opaqueredirect") return location.replace(location.pathname);
        if (!answer.ok) return later();
        return answer.text().then(renew);
      }, later);
    }
    function renew(text) {
      var fresh = new DOMParser().parseFromString(text, "text/html").getElementById("wait");
      if (!fresh) return location.replace(location.pathname);
      if (fresh.textContent.trim() !== box.textContent.trim()) box.replaceChildren.apply(box, Array.prototype.slice.call(fresh.childNodes));
      later();
    }
    function later() { if (turns < 120) setTimeout(look, turns < 10 ? 1000 : 5000); }
    later();
  }

  document.addEventListener("DOMContentLoaded", function () {
    each(document.querySelectorAll(".choice input[type=radio]"), function (radio) {
      radio.addEventListener("change", reveal);
    });
    reveal();
    each(document.forms, once);
    var find = document.getElementById("find");
    if (find) find.addEventListener("submit", sendOnlyTheChosen);
    var summary = document.getElementById("summary");
    // Newer browsers have done it by the `autofocus` attribute, and complain about a second time.
    if (summary && !("autofocus" in summary)) summary.focus();
    var box = document.getElementById("wait");
    if (box && window.fetch && window.DOMParser && box.replaceChildren) watch(box);
    each(document.querySelectorAll("[data-copy]"), function (button) {
      if (!navigator.clipboard) { button.hidden = true; return; }
      button.addEventListener("click", function () {
        navigator.clipboard.writeText(button.dataset.copy).then(function () { button.textContent = button.dataset.done; });
      });
    });
    each(document.querySelectorAll("[data-print]"), function (button) {
      button.addEventListener("click", function () { window.print(); });
    });
  });
  window.addEventListener("pageshow", function (event) { if (event.persisted) backAgain(); });
})();
