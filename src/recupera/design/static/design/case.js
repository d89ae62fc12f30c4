// Tells at once when the number or the key of a case cannot be right; the server says the same.
// Old syntax on purpose, as in recupera.js.
(function () {
  "use strict";
  // The table and the weights of recupera.people.case_reference and recupera.people.tracking.
  var DAMM = ["0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790"];
  var LETTERS = "BCDFGHJKMNPQRTVWXYZ23456789";
  var BETWEEN = /[\s\-\u2010-\u2015\u2212._]+/g;

  function bare(field) { return field.value.replace(BETWEEN, "").toUpperCase(); }

  function isNumber(text) {
    if (!/^[0-9]{10}$/.test(text)) return false;
    var interim = 0;
    for (var at = 0; at < text.length; at += 1) interim = Number(DAMM[interim][Number(text[at])]);
    return interim === 0;
  }

  function isKey(text) {
    if (text.length !== 15) return false;
    var total = 0;
    for (var at = 0; at < 15; at += 1) {
      var value = LETTERS.indexOf(text[at]);
      if (value < 0) return false;
      total += at < 14 ? value * (at % 2 ? 2 : 1) : value;
    }
    return total % LETTERS.length === 0;
  }

  function say(field, right) {
    var box = field.parentNode, error = document.getElementById("error-" + field.id);
    box.classList.toggle("wrong", !right);
    error.hidden = right;
    error.textContent = right ? "" : error.getAttribute("data-wrong");
    if (right) field.removeAttribute("aria-invalid");
    else field.setAttribute("aria-invalid", "true");
  }

  // Said when the field is left, and taken back as soon as it is right.
  function watch(field, isRight) {
    function judge() { var text = bare(field); say(field, text === "" || isRight(text)); }
    field.addEventListener("change", judge);
    field.addEventListener("input", function () {
      if (field.parentNode.classList.contains("wrong") && isRight(bare(field))) judge();
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    var number = document.querySelector("[data-case-number]");
    var key = document.querySelector("[data-case-key]");
    if (number) watch(number, isNumber);
    if (key) watch(key, isKey);
  });
})();
