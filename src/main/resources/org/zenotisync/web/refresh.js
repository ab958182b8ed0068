// Replaces the parts of the page that change, every ten seconds while it is seen. Without this script the page
// loads again every thirty seconds.
"use strict";
(function () {
  // every page has them
  var parts = ["answer", "live", "listing"];

  function busy(part) {
    var active = document.activeElement;
    return part.contains(active) && active.matches("input, select, button");
  }

  function isEmpty(page) {
    return page.getElementById("listing").childElementCount === 0;
  }

  // a page of another kind, or with the first tables, which the filter has to know
  function isOther(fresh) {
    return fresh.body.dataset.page !== document.body.dataset.page
        || parts.some(function (id) { return !document.getElementById(id) || !fresh.getElementById(id); })
        || isEmpty(document) && !isEmpty(fresh);
  }

  function replacePart(id, fresh) {
    var now = document.getElementById(id);
    var next = fresh.getElementById(id);
    if (now.innerHTML === next.innerHTML || busy(now)) {
      return;
    }
    var focused = now.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    var opened = Array.from(now.querySelectorAll("details[open]"), function (d) { return d.id; });
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
  }

  function replace(fresh) {
    if (isOther(fresh)) {
      location.reload();
      return;
    }
    document.title = fresh.title;
    parts.forEach(function (id) { replacePart(id, fresh); });
  }

  function stale() {
    var sentence = document.createElement("p");
    sentence.id = "verdict";
    sentence.className = "verdict unknown";
    sentence.textContent = "? The program does not answer: this page is old.";
    var answer = document.getElementById("answer");
    if (answer.textContent !== sentence.textContent) {
      answer.replaceChildren(sentence);
    }
  }

  // the page of a table that is not known yet has the status 404; while the program starts, the status is 503
  function isPage(response) {
    return response.ok
        || response.status === 404
        || response.status === 503 && document.body.dataset.page === "message";
  }

  function refresh() {
    if (document.hidden) {
      return;
    }
    // the address without what it may have before an @: fetch refuses it
    fetch(location.origin + location.pathname + location.search, { cache: "no-store", credentials: "same-origin" })
      .then(function (response) {
        if (!isPage(response)) {
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
