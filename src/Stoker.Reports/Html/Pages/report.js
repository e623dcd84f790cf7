// What a reader without script loses: tables stay in their order, and folded parts open by hand.
(function () {
  "use strict";
  function reveal() {
    var target = document.getElementById(location.hash.slice(1));
    for (var part = target; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") { part.open = true; }
    }
    if (target) { target.scrollIntoView(); }
  }
  function valueOf(row, column) {
    var cell = row.cells[column];
    var value = cell.getAttribute("data-v");
    return value === null ? cell.textContent : parseFloat(value);
  }
  function sort(table, column, heading) {
    var ascending = heading.getAttribute("aria-sort") === "descending";
    table.querySelectorAll("th").forEach(function (other) { other.removeAttribute("aria-sort"); });
    heading.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    var body = table.tBodies[0];
    Array.prototype.slice.call(body.rows).sort(function (left, right) {
      var a = valueOf(left, column), b = valueOf(right, column);
      var order = a === b ? 0 : a === "" ? -1 : b === "" ? 1 : a > b ? 1 : -1;
      return ascending ? order : -order;
    }).forEach(function (row) { body.appendChild(row); });
  }
  document.querySelectorAll("table.sortable").forEach(function (table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (heading, column) {
      var button = document.createElement("button");
      button.textContent = heading.textContent;
      button.title = "Sort by " + heading.textContent;
      heading.textContent = "";
      heading.appendChild(button);
      button.addEventListener("click", function () { sort(table, column, heading); });
    });
  });
  var closed = [];
  addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not([open])").forEach(function (part) { part.open = true; closed.push(part); });
  });
  addEventListener("afterprint", function () {
    closed.forEach(function (part) { part.open = false; });
    closed = [];
  });
  addEventListener("hashchange", reveal);
  reveal();
}());
