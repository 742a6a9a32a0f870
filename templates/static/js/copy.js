/* 复制: [data-copy="id"] copies the text of that element. Hidden without script. Where the site is reached by plain http,
   browsers give no clipboard to scripts; then the text is selected and copied the old way, or left selected. */
(function () {
  "use strict";

  var SAID_FOR = 3000;

  function select(element) {
    var range = document.createRange();
    range.selectNodeContents(element);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function copyOldWay(element) {
    select(element);
    return document.execCommand("copy") ? Promise.resolve() : Promise.reject(new Error("not copied"));
  }

  function copy(element) {
    if (!navigator.clipboard) return copyOldWay(element);
    return navigator.clipboard.writeText(element.textContent).catch(function () { return copyOldWay(element); });
  }

  document.querySelectorAll("[data-copy]").forEach(function (button) {
    var source = document.getElementById(button.getAttribute("data-copy"));
    var said = document.createElement("span");
    said.className = "q-hint";
    said.setAttribute("role", "status");
    button.hidden = false;
    button.insertAdjacentElement("afterend", said);

    function say(words) {
      said.textContent = button.getAttribute(words);
      window.setTimeout(function () { said.textContent = ""; }, SAID_FOR);
    }

    button.addEventListener("click", function () {
      copy(source).then(function () { say("data-copied"); }, function () { say("data-not-copied"); });
    });
  });
})();
