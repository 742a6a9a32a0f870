/* A toast goes by itself after ten seconds, unless it can be acted on, tells of a failure, or has the pointer or the focus. */
(function () {
  "use strict";

  var LASTS = 10000;

  function arm(toast) {
    if (toast.hasAttribute("data-armed")) return;
    toast.setAttribute("data-armed", "");
    var acts = toast.querySelector("a, button, form");
    var close = document.getElementById("toast-close").content.firstElementChild.cloneNode(true);
    close.addEventListener("click", function () { toast.remove(); });
    toast.appendChild(close);
    if (acts || toast.classList.contains("q-toast-stop")) return;
    (function later() {
      window.setTimeout(function () {
        if (toast.matches(":hover") || toast.contains(document.activeElement)) later();
        else toast.remove();
      }, LASTS);
    })();
  }

  function all() { document.querySelectorAll(".q-toasts > [data-toast]").forEach(arm); }

  var toasts = document.getElementById("toasts");
  if (!toasts) return;
  all();
  new MutationObserver(all).observe(toasts, { childList: true });
})();
