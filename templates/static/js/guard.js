/* form[data-guard]: leaving the page with changes that were not saved asks first.
   A button that is not allowed yet (aria-disabled) sends nothing; a form is sent once. */
(function () {
  "use strict";

  var ONCE = 3000;
  var changed = new Set();

  function guarded(target) { return target.closest && target.closest("form[data-guard]"); }

  function noteChange(event) {
    var form = guarded(event.target);
    if (form) changed.add(form);
  }

  document.addEventListener("input", noteChange);
  document.addEventListener("change", noteChange);

  document.addEventListener("submit", function (event) {
    if (event.defaultPrevented) return;
    changed.delete(event.target);
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var form = guarded(event.detail.elt);
    if (form && event.detail.successful) changed.delete(form);
  });

  window.addEventListener("beforeunload", function (event) {
    var open = Array.from(changed).some(function (form) { return document.contains(form); });
    if (!open) return;
    event.preventDefault();
    event.returnValue = "";
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest('[aria-disabled="true"]');
    if (!button) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    var reason = document.getElementById(button.getAttribute("aria-describedby"));
    if (reason) reason.scrollIntoView({ block: "nearest" });
  }, true);

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.hasAttribute("data-sent")) { event.preventDefault(); return; }
    form.setAttribute("data-sent", "");
    /* A form that answers with a download leaves the page standing: it may be sent again a little later. */
    window.setTimeout(function () { form.removeAttribute("data-sent"); }, ONCE);
  });
})();
