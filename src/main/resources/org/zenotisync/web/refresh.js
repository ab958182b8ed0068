// Replaces the parts of the page that change, every ten seconds while it is seen. Without this script the page
// loads again every thirty seconds.
"use strict";
(function () {
  var parts = ["verdict", "live", "tables"];

  function busy(part) {
    var active = document.activeElement;
    return part.contains(active) && active.matches("input, select, button");
  }

  function replace(fresh) {
    document.title = fresh.title;
    parts.forEach(function (id) {
      var now = document.getElementById(id);
      var next = fresh.getElementById(id);
      if (!now || !next || now.innerHTML === next.innerHTML || busy(now)) {
        return;
      }
      var focused = now.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      var opened = Array.from(now.querySelectorAll("details[open]"), function (d) { return d.id; });
      now.className = next.className;
      now.replaceChildren.apply(now, Array.from(next.childNodes));
      opened.forEach(function (d) {
        var element = document.getElementById(d);
        if (element) {
          element.open = true;
        }
      });
      if (focused) {
        var links = Array.from(now.querySelectorAll("a"));
        var link = links.find(function (a) { return a.getAttribute("href") === focused; });
        if (link) {
          link.focus();
        }
      }
    });
  }

  function stale() {
    var verdict = document.getElementById("verdict");
    if (verdict) {
      verdict.className = "verdict unknown";
      verdict.textContent = "? The program does not answer: this page is old.";
    }
  }

  function refresh() {
    if (document.hidden) {
      return;
    }
    // the address without what it may have before an @: fetch refuses it
    fetch(location.origin + location.pathname + location.search, { cache: "no-store", credentials: "same-origin" })
      .then(function (response) {
        if (!response.ok) {
          throw new Error(String(response.status));
        }
        return response.text();
      })
      .then(function (text) { replace(new DOMParser().parseFromString(text, "text/html")); })
      .catch(stale);
  }

  setInterval(refresh, 10000);
  document.addEventListener("visibilitychange", refresh);
})();
