/* The theme button changes the page at once and tells the server, which writes the choice into the account.
   Without script the form posts, and the next page comes in the new theme. */
(function () {
  "use strict";

  var root = document.documentElement;
  var button = document.querySelector("[data-theme-button]");
  if (!button) return;

  function isDark() {
    var chosen = root.getAttribute("data-bs-theme");
    if (chosen) return chosen === "dark";
    return window.matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function label() {
    var dark = isDark();
    button.value = dark ? "light" : "dark";
    button.setAttribute("aria-label", button.getAttribute(dark ? "data-to-light" : "data-to-dark"));
  }

  button.form.addEventListener("submit", function (event) {
    event.preventDefault();
    var before = root.getAttribute("data-bs-theme");
    var theme = isDark() ? "light" : "dark";
    root.setAttribute("data-bs-theme", theme);
    label();
    var body = new FormData(button.form);
    body.set("theme", theme);
    fetch(button.form.action, { method: "POST", body: body, credentials: "same-origin",
      headers: { "X-Requested-With": "fetch" } }).then(function (answer) {
      if (!answer.ok) throw new Error("theme was not kept: " + answer.status);
    }).catch(function () {
      if (before) root.setAttribute("data-bs-theme", before);
      else root.removeAttribute("data-bs-theme");
      label();
      window.qbank.say("toast-offline");
    });
  });

  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", label);
  label();
})();
