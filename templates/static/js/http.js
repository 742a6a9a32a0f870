/* htmx speaks for the page: it sends the CSRF token, and what fails is said in words. */
(function () {
  "use strict";

  function token() {
    var meta = document.querySelector('meta[name="csrf-token"]');
    return meta ? meta.content : "";
  }

  function say(templateId) {
    var template = document.getElementById(templateId);
    var toasts = document.getElementById("toasts");
    if (!template || !toasts || toasts.querySelector('[data-said="' + templateId + '"]')) return;
    var toast = template.content.firstElementChild.cloneNode(true);
    toast.setAttribute("data-said", templateId);
    toasts.appendChild(toast);
  }

  document.addEventListener("htmx:configRequest", function (event) {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token();
  });
  /* What was to be kept is told apart from what was only to be shown, e.g. the progress of a job. */
  function offline(event) { say(reads(event) ? "toast-waiting" : "toast-offline"); }

  function reads(event) { return event.detail.requestConfig.verb === "get"; }

  document.addEventListener("htmx:sendError", offline);
  document.addEventListener("htmx:timeout", offline);
  document.addEventListener("htmx:responseError", function (event) {
    /* 401: the log-in has run out while the page stood open; the page itself knows the way. */
    if (event.detail.xhr.status === 401) window.location.reload();
    else say(reads(event) ? "toast-not-fetched" : "toast-failed");
  });

  window.qbank = { token: token, say: say };
})();
