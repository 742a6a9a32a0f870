/* 显示: shows what stands in a password field. The button is made here, for it does nothing without script. */
(function () {
  "use strict";

  document.querySelectorAll("[data-password]").forEach(function (box) {
    var input = box.querySelector("input");
    var button = document.createElement("button");
    button.type = "button";
    button.className = "q-btn q-btn-quiet";
    button.setAttribute("aria-controls", input.id);

    function show(shown) {
      input.type = shown ? "text" : "password";
      button.textContent = box.getAttribute(shown ? "data-hide" : "data-show");
      button.setAttribute("aria-pressed", String(shown));
    }

    button.addEventListener("click", function () { show(input.type === "password"); });
    if (input.form) input.form.addEventListener("submit", function () { show(false); });
    show(false);
    box.appendChild(button);
  });
})();
