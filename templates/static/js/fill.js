/* [data-fill="{field: value}"] with data-fill-form="id": the button writes these values into the form's fields, as if typed, and
   marks them. Hidden without script: the sentence beside it says what to type. */
(function () {
  "use strict";

  function show(root) {
    root.querySelectorAll("[data-fill]").forEach(function (button) { button.hidden = false; });
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-fill]");
    if (!button) return;
    var form = document.getElementById(button.getAttribute("data-fill-form"));
    var values = JSON.parse(button.getAttribute("data-fill"));
    Object.keys(values).forEach(function (name) {
      var field = form.elements.namedItem(name);
      if (!field || field.value === values[name]) return;
      field.value = values[name];
      field.classList.add("is-filled");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });

  show(document);
  document.addEventListener("htmx:afterSettle", function (event) { show(event.target); });
})();
