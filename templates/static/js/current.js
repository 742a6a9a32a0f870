/* Brings what is current (data-current) into view inside the pane that scrolls it; the page itself stays where it is. */
(function () {
  "use strict";

  function scrollingPane(element) {
    for (var box = element.parentElement; box && box !== document.body; box = box.parentElement) {
      var style = window.getComputedStyle(box);
      var tall = box.scrollHeight > box.clientHeight + 1 && /auto|scroll/.test(style.overflowY);
      var wide = box.scrollWidth > box.clientWidth + 1 && /auto|scroll/.test(style.overflowX);
      if (tall || wide) return box;
    }
    return null;
  }

  function bring(element) {
    var pane = scrollingPane(element);
    if (!pane) return;
    var inner = element.getBoundingClientRect();
    var outer = pane.getBoundingClientRect();
    if (inner.top < outer.top || inner.bottom > outer.bottom) {
      pane.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 3;
    }
    if (inner.left < outer.left || inner.right > outer.right) {
      pane.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
    }
  }

  function all(root) { root.querySelectorAll("[data-current]").forEach(bring); }

  all(document);
  document.addEventListener("htmx:afterSettle", function (event) { all(event.target); });
})();
