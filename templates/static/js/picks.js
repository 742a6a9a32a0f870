/* form[data-picks]: its buttons say how many rows are ticked (data-picks-text="… {n} …"), and [data-picks-all] ticks
   every row of the page, or none where all are ticked. Without script the link opens the page with all rows ticked. */
(function () {
  "use strict";

  document.querySelectorAll("form[data-picks]").forEach(function (form) {
    var boxes = Array.from(form.querySelectorAll('input[name="picked"]'));
    var buttons = Array.from(form.querySelectorAll("[data-picks-text]"));
    var words = buttons.map(function (button) { return button.textContent; });

    function count() { return boxes.filter(function (box) { return box.checked; }).length; }

    function show() {
      var ticked = count();
      buttons.forEach(function (button, place) {
        button.textContent = ticked ? button.getAttribute("data-picks-text").replace("{n}", ticked) : words[place];
      });
    }

    form.addEventListener("change", show);
    form.querySelectorAll("[data-picks-all]").forEach(function (link) {
      link.addEventListener("click", function (event) {
        event.preventDefault();
        var all = count() < boxes.length;
        boxes.forEach(function (box) { box.checked = all; });
        show();
      });
    });
    window.addEventListener("pageshow", show);
    show();
  });
})();
