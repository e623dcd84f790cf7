// Measures a report as a browser lays it out, and leaves the result as JSON in an element named "measured".
// A window of Chromium is never narrower than 500 px; a narrower page is made by giving the root that width: LAYOUT_WIDTH, 0 for the window's.
(function () {
  "use strict";
  var width = LAYOUT_WIDTH || innerWidth;
  document.documentElement.style.width = width + "px";
  document.querySelectorAll("details").forEach(function (part) { part.open = true; });

  function parse(color) {
    var parts = color.match(/[\d.]+/g);
    return parts === null ? [0, 0, 0, 0] : [+parts[0], +parts[1], +parts[2], parts.length > 3 ? +parts[3] : 1];
  }
  function over(top, below) {
    return [0, 1, 2].map(function (i) { return top[i] * top[3] + below[i] * (1 - top[3]); }).concat(1);
  }
  function luminance(color) {
    var parts = color.slice(0, 3).map(function (part) {
      var share = part / 255;
      return share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  }
  function contrast(a, b) {
    var la = luminance(a), lb = luminance(b);
    return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
  }
  function backgroundOf(element) {
    var chain = [];
    for (var part = element; part; part = part.parentElement) { chain.unshift(parse(getComputedStyle(part).backgroundColor)); }
    return chain.reduce(function (below, color) { return over(color, below); }, [255, 255, 255, 1]);
  }
  function contains(box, x, y) { return box.left <= x && x <= box.right && box.top <= y && y <= box.bottom; }

  var overlaps = [], outside = [], contrasts = [];
  document.querySelectorAll("svg").forEach(function (svg) {
    var frame = svg.getBoundingClientRect();
    if (frame.width === 0) { return; }
    var ground = backgroundOf(svg);
    var rects = Array.prototype.map.call(svg.querySelectorAll("rect"), function (rect) {
      var style = getComputedStyle(rect);
      return { element: rect, box: rect.getBoundingClientRect(), fill: parse(style.fill) };
    });
    var texts = Array.prototype.filter.call(svg.querySelectorAll("text"), function (text) { return text.textContent.trim() !== ""; }).map(function (text) {
      return { text: text.textContent, element: text, box: text.getBoundingClientRect(), fill: parse(getComputedStyle(text).fill) };
    });
    texts.forEach(function (text, index) {
      var box = text.box;
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 2 || box.bottom > frame.bottom + 3) { outside.push(text.text); }
      for (var other = index + 1; other < texts.length; other++) {
        var next = texts[other].box;
        var width = Math.min(box.right, next.right) - Math.max(box.left, next.left);
        var height = Math.min(box.bottom, next.bottom) - Math.max(box.top, next.top);
        // Boxes of lines one below the other touch by their ascents; what counts is letters on letters.
        if (width > 0.5 && height > 0.45 * Math.min(box.height, next.height)) { overlaps.push(text.text + " | " + texts[other].text); }
      }
      var x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
      var below = rects.filter(function (rect) {
        return contains(rect.box, x, y) ? rect.element.compareDocumentPosition(text.element) === Node.DOCUMENT_POSITION_FOLLOWING : false;
      }).reduce(function (color, rect) { return over(rect.fill, color); }, ground);
      contrasts.push([contrast(over(text.fill, below), below), text.text]);
    });
  });
  document.querySelectorAll("body *").forEach(function (element) {
    if (element.closest("svg, script, style")) { return; }
    var own = Array.prototype.some.call(element.childNodes, function (node) { return node.nodeType === 3 ? node.textContent.trim() !== "" : false; });
    if (own) {
      var ground = backgroundOf(element);
      contrasts.push([contrast(over(parse(getComputedStyle(element).color), ground), ground), element.textContent.trim().slice(0, 60)]);
    }
  });
  contrasts.sort(function (a, b) { return a[0] - b[0]; });
  var wide = [];
  document.querySelectorAll("body *").forEach(function (element) {
    if (element.closest(".scroll, pre") === null ? element.getBoundingClientRect().right > width + 1 : false) {
      wide.push(element.tagName + " " + element.textContent.trim().slice(0, 40));
    }
  });

  var result = document.createElement("pre");
  result.id = "measured";
  result.textContent = JSON.stringify({
    width: document.documentElement.getBoundingClientRect().width,
    bodyWidth: document.body.scrollWidth,
    isDark: matchMedia("(prefers-color-scheme: dark)").matches,
    texts: contrasts.length,
    overlaps: overlaps.slice(0, 20),
    outside: outside.slice(0, 20),
    wide: wide.slice(0, 20),
    leastContrast: contrasts.length ? contrasts[0][0] : 21,
    leastContrastText: contrasts.length ? contrasts[0][1] : ""
  });
  document.body.appendChild(result);
}());
