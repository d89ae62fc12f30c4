// What the desk's pages do besides, where there is JavaScript; without it every page still works.
(function () {
  "use strict";
  var EVERY = 20000;

  // Keys over the queue: j and k, the next case and the one before; / to the search.
  function keys() {
    var rows = document.querySelectorAll("a[data-row]");
    var search = document.querySelector("[data-search]");
    if (!rows.length && !search) return;
    document.addEventListener("keydown", function (event) {
      var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      var at = Array.prototype.indexOf.call(rows, document.activeElement);
      var to = event.key === "j" ? at + 1 : event.key === "k" ? Math.max(at - 1, 0) : -1;
      if (to >= 0 && rows[to]) rows[to].focus();
      else if (event.key === "/" && search) search.focus();
      else return;
      event.preventDefault();
    });
  }

  // Who else is at this case; said to the others too, as long as the page is looked at.
  function presence(box) {
    var text = document.querySelector("[data-text]");
    var token = document.querySelector("[name=csrfmiddlewaretoken]");
    var before = text ? text.value : "";
    function tell() {
      if (document.hidden) return;
      var writing = text && text.value !== before ? "yes" : "no";
      if (text) before = text.value;
      var body = new URLSearchParams({ writing: writing, revision: box.dataset.revision, csrfmiddlewaretoken: token.value });
      fetch(box.dataset.presence, { method: "POST", body: body, credentials: "same-origin", redirect: "error" })
        .then(function (answer) { return answer.ok ? answer.json() : null; })
        .then(function (said) { if (said) show(said); }, function () {});
    }
    function show(said) {
      var line = (said.others + " " + (said.changed ? box.dataset.changed : "")).trim();
      if (line !== box.textContent.trim()) box.textContent = line;
      box.hidden = !line;
    }
    setInterval(tell, EVERY);
  }

  // A download leaves its page standing: its button may be pressed again.
  function again(form) {
    form.addEventListener("submit", function () { setTimeout(function () { delete form.dataset.sent; }, 2000); });
  }

  function start() {
    keys();
    var box = document.querySelector("[data-presence]");
    if (box && window.fetch && window.URLSearchParams) presence(box);
    Array.prototype.forEach.call(document.querySelectorAll("[data-again]"), again);
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
