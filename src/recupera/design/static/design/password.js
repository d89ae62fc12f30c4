// What a new password lacks, said while it is typed. Nothing leaves the page: the sums are those of
// recupera.passwords, without its tables. Without JavaScript the answer of the form says the same.
//
// A page only adds attributes:
//   <input type="password" id="new" data-password data-least="15" data-context="SECOP II|aperez">
//   <p data-password-count="new" data-text="{n} of {least}" aria-live="polite" hidden></p>
//   <ul data-password-reasons="new"><li data-reason="repeated" hidden>…</li> (too_short, too_long,
//     sequence and context likewise)</ul>
//   <button type="button" data-password-show="new" data-hide="Hide" hidden>Show</button>
(function () {
  "use strict";
  var LITTLE = 4, FEWEST_SIGNS = 4, SHORTEST_RUN = 3, SHORTEST_WORD = 3, LONGEST = 256;
  var LINES = [
    "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0",
    "qazwsxedcrfvtgbyhnujmikolp"
  ];
  var RUNS = LINES.concat(LINES.map(function (line) { return line.split("").reverse().join(""); }));
  var DRESSED = { 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", 7: "t", 8: "b", "@": "a", "$": "s", "!": "i" };

  // An old browser knows no classes of letters, and then judges the plain ones.
  function pattern(modern, old) {
    try { return new RegExp(modern, "gu"); } catch (unknown) { return new RegExp(old, "g"); }
  }
  var NOT_BARE = pattern("[^\\p{L}\\p{N}]", "[^a-z0-9]");
  var NOT_LETTERS = pattern("[^\\p{L}]", "[^a-z]");

  function folded(text) {
    var low = text.toLowerCase();
    return low.normalize ? low.normalize("NFD").replace(/[\u0300-\u036f]/g, "") : low;
  }
  function bare(text) { return folded(text).replace(NOT_BARE, ""); }
  function letters(text) { return folded(text).replace(NOT_LETTERS, ""); }
  function undressed(text) {
    return folded(text).replace(/[0134578@$!]/g, function (sign) { return DRESSED[sign]; });
  }
  function signsOf(text) { return Array.from ? Array.from(text) : text.split(""); }
  function different(text) {
    return signsOf(text).filter(function (sign, at, all) { return all.indexOf(sign) === at; }).length;
  }

  function period(signs) {
    for (var length = 1; length <= signs.length / 2; length += 1) {
      if (signs.slice(length) === signs.slice(0, -length)) return length;
    }
    return signs.length;
  }

  function repeated(text, least) {
    var signs = bare(text), words = letters(text);
    if (!signs) return different(text) <= FEWEST_SIGNS;
    if (different(signs) <= FEWEST_SIGNS && signs.length * 2 >= text.length) return true;
    return [signs, words.length * 2 < signs.length ? signs : words].some(function (one) {
      return period(one) < Math.min(least, one.length);
    });
  }

  function along(signs, at) {
    var length = SHORTEST_RUN - 1;
    function onALine(line) { return line.indexOf(signs.substr(at, length + 1)) >= 0; }
    while (at + length < signs.length && RUNS.some(onALine)) length += 1;
    return length;
  }

  function same(signs, at) {
    var end = at;
    while (signs[end] === signs[at]) end += 1;
    return end - at;
  }

  function sequence(text) {
    var signs = bare(text), outside = 0, at = 0;
    while (at < signs.length) {
      var run = Math.max(along(signs, at), same(signs, at));
      if (run < SHORTEST_RUN) { outside += 1; run = 1; }
      at += run;
    }
    return signs.length > 0 && outside <= Math.min(LITTLE, Math.floor(signs.length / 3));
  }

  function wordsOf(context) {
    var words = [];
    context.forEach(function (given) {
      var known = folded(given.split("@")[0]);
      words.push(bare(known));
      words = words.concat(known.split(/[\s_.,;:'"()\/&+-]+/).map(bare));
    });
    return words.filter(function (word) { return word.length >= SHORTEST_WORD; })
      .sort(function (one, other) { return other.length - one.length; });
  }

  function littleMoreThan(text, context) {
    var words = wordsOf(context);
    return [bare(text), bare(undressed(text))].some(function (signs) {
      var rest = signs;
      words.forEach(function (word) { rest = rest.split(word).join(" "); });
      return rest !== signs && letters(rest).length <= LITTLE;
    });
  }

  function watch(field) {
    var least = Number(field.dataset.least) || 15;
    var context = (field.dataset.context || "").split("|").filter(Boolean);
    var count = document.querySelector('[data-password-count="' + field.id + '"]');
    var list = document.querySelector('[data-password-reasons="' + field.id + '"]');

    function look() {
      var text = field.value.normalize ? field.value.normalize("NFC") : field.value;
      var length = signsOf(text).length;
      var found = { too_short: length < least, too_long: length > LONGEST };
      if (length && length <= LONGEST) {
        found.repeated = repeated(text, least);
        found.sequence = sequence(text);
        found.context = littleMoreThan(text, context);
      }
      if (count) count.hidden = !length;
      if (count) count.textContent = count.dataset.text.replace("{n}", length).replace("{least}", least);
      if (count) count.classList.toggle("enough", length >= least);
      if (list) Array.prototype.forEach.call(list.querySelectorAll("[data-reason]"), function (line) {
        line.hidden = !length || !found[line.dataset.reason];
      });
    }
    field.addEventListener("input", look);
    look();
  }

  function offer(button) {
    var field = document.getElementById(button.dataset.passwordShow), show = button.textContent;
    button.hidden = false;
    button.addEventListener("click", function () {
      var seen = field.type === "password";
      field.type = seen ? "text" : "password";
      button.textContent = seen ? button.dataset.hide : show;
    });
    // What is seen is not kept by the browser's list of things typed before.
    if (field.form) field.form.addEventListener("submit", function () { field.type = "password"; });
  }

  document.addEventListener("DOMContentLoaded", function () {
    Array.prototype.forEach.call(document.querySelectorAll("[data-password]"), watch);
    Array.prototype.forEach.call(document.querySelectorAll("[data-password-show]"), offer);
  });
})();
