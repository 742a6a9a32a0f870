/* [data-drop]: a file may be dropped on the zone; it lands in the ordinary file field inside.
   The name is shown before the upload, and a file that is too large is said at once. */
(function () {
  "use strict";

  function words(bytes) {
    return bytes < 1048576 ? Math.max(1, Math.round(bytes / 1024)) + " KB" : (bytes / 1048576).toFixed(1) + " MB";
  }

  document.querySelectorAll("[data-drop]").forEach(function (zone) {
    var input = zone.querySelector('input[type="file"]');
    var name = zone.querySelector("[data-drop-name]");
    var fault = zone.parentElement.querySelector("[data-drop-error]");
    var most = Number(zone.getAttribute("data-most-bytes")) || Infinity;
    var depth = 0;

    function look() {
      var files = Array.from(input.files);
      var large = files.filter(function (file) { return file.size > most; });
      fault.hidden = large.length === 0;
      fault.textContent = large.length ? zone.getAttribute("data-too-large") : "";
      if (large.length) input.value = "";
      name.hidden = input.files.length === 0;
      name.textContent = Array.from(input.files).map(function (file) {
        return file.name + " (" + words(file.size) + ")";
      }).join(", ");
    }

    input.addEventListener("change", look);
    zone.addEventListener("dragenter", function (event) { event.preventDefault(); depth += 1; zone.classList.add("is-over"); });
    zone.addEventListener("dragover", function (event) { event.preventDefault(); });
    zone.addEventListener("dragleave", function () { depth -= 1; if (depth <= 0) { depth = 0; zone.classList.remove("is-over"); } });
    zone.addEventListener("drop", function (event) {
      event.preventDefault();
      depth = 0;
      zone.classList.remove("is-over");
      if (!event.dataTransfer.files.length) return;
      var kept = new DataTransfer();
      var dropped = Array.from(event.dataTransfer.files);
      (input.multiple ? dropped : dropped.slice(0, 1)).forEach(function (file) { kept.items.add(file); });
      input.files = kept.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });
})();
