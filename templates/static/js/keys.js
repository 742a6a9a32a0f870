/* Keyboard shortcuts. Whatever carries data-key="a" is pressed by that key (a field is focused).
   Silent while a field has the focus or a modifier is held; can be switched off in the list that ? opens. */
(function () {
  "use strict";

  var STORE = "qbank-keys-off";
  var dialog = document.getElementById("keys");

  function isOff() {
    try { return window.localStorage.getItem(STORE) === "1"; } catch (refused) { return false; }
  }

  function switchOff(off) {
    try { window.localStorage.setItem(STORE, off ? "1" : "0"); } catch (refused) { /* private window: holds for this page */ }
    document.documentElement.classList.toggle("q-keys-off", off);
  }

  function typing(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) &&
      !/^(checkbox|radio|button|submit|reset|file)$/.test(target.type);
  }

  function visible(element) { return element.getClientRects().length > 0; }

  function keyed() {
    return Array.prototype.filter.call(document.querySelectorAll("[data-key]"), visible);
  }

  function labelOf(element) {
    var given = element.getAttribute("data-key-label") || element.getAttribute("aria-label");
    if (given) return given;
    var copy = element.cloneNode(true);
    copy.querySelectorAll(".q-kbd, svg").forEach(function (part) { part.remove(); });
    return copy.textContent.trim();
  }

  function line(list, key, text) {
    var name = document.createElement("dt");
    var kbd = document.createElement("kbd");
    kbd.className = "q-kbd";
    kbd.textContent = key.toUpperCase();
    name.appendChild(kbd);
    var words = document.createElement("dd");
    words.textContent = text;
    list.append(name, words);
  }

  function showList() {
    if (!dialog || typeof dialog.showModal !== "function") return;
    var list = dialog.querySelector("[data-keys]");
    list.textContent = "";
    keyed().forEach(function (element) { line(list, element.getAttribute("data-key"), labelOf(element)); });
    line(list, "?", document.getElementById("keys-help").content.textContent.trim());
    dialog.querySelector("[data-keys-off]").checked = isOff();
    dialog.showModal();
  }

  function press(element) {
    if (element.getAttribute("aria-disabled") === "true" || element.disabled) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)) element.focus();
    else element.click();
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || typing(event.target)) return;
    if (dialog && dialog.open) return;
    if (event.key === "?") { event.preventDefault(); showList(); return; }
    if (isOff() || event.repeat) return;
    var wanted = event.key.toLowerCase();
    var found = keyed().filter(function (element) { return element.getAttribute("data-key").toLowerCase() === wanted; })[0];
    if (!found) return;
    event.preventDefault();
    press(found);
  });

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-keys-open]")) showList();
  });
  if (dialog) {
    dialog.querySelector("[data-close]").addEventListener("click", function () { dialog.close(); });
    dialog.querySelector("[data-keys-off]").addEventListener("change", function (event) { switchOff(event.target.checked); });
  }
  switchOff(isOff());
})();
