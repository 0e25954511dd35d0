/* Runs in the head, before anything is painted: theme and large print from the last visit.
   Then fills the signed-in corner, since pages themselves hold nothing personal. */
(function () {
  "use strict";
  var root = document.documentElement;
  var IDENTITY = "huiyin.identity";
  var IDENTITY_LIFE = 600000;

  // Storage can be forbidden (private windows, embedding): then choices last for the page.
  function read(store, key) {
    try { return window[store].getItem(key); } catch (error) { return null; }
  }
  function write(store, key, value) {
    try {
      if (value === null) window[store].removeItem(key);
      else window[store].setItem(key, value);
    } catch (error) { /* the page still works */ }
  }

  function show(name, value) {
    if (value) root.setAttribute("data-" + name, value);
    else root.removeAttribute("data-" + name);
  }

  function darkBySystem() {
    return window.matchMedia("(prefers-color-scheme: dark)").matches;
  }

  var switches = {
    elder: {
      on: function () { return root.hasAttribute("data-elder"); },
      turn: function (on) { keep("elder", on ? "on" : null); }
    },
    theme: {
      on: function () { return root.getAttribute("data-theme") === "dark"; },
      // A choice equal to the system's is no choice: the page follows the system again.
      turn: function (on) {
        write("localStorage", "huiyin.theme", on === darkBySystem() ? null : on ? "dark" : "light");
        show("theme", on ? "dark" : "light");
      }
    }
  };
  function keep(name, value) {
    write("localStorage", "huiyin." + name, value);
    show(name, value);
  }

  root.setAttribute("data-js", "");
  show("elder", read("localStorage", "huiyin.elder"));
  function applyTheme() {
    show("theme", read("localStorage", "huiyin.theme") || (darkBySystem() ? "dark" : "light"));
  }
  applyTheme();

  function reflect() {
    document.querySelectorAll("[data-switch]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(switches[button.dataset.switch].on()));
    });
  }

  function remembered() {
    try {
      var known = JSON.parse(read("sessionStorage", IDENTITY));
      return known && Date.now() - known.at < IDENTITY_LIFE ? known : null;
    } catch (error) { return null; }
  }

  function remember(identity) {
    var known = { principal: identity.principal, name: identity.name || "", at: Date.now() };
    write("sessionStorage", IDENTITY, JSON.stringify(known));
    return known;
  }

  // What somebody typed and did not send belongs to them, not to whoever sits here next.
  function forgetWords() {
    try {
      Object.keys(localStorage).forEach(function (key) {
        if (/^huiyin\.(outbox|draft|words)\./.test(key)) localStorage.removeItem(key);
      });
    } catch (error) { /* no storage, nothing kept */ }
  }

  var signIn = null; // the corner as the server sent it: a plain link
  function fillCorner(known) {
    var corner = document.querySelector("[data-me]");
    if (!corner) return;
    signIn = signIn || { href: corner.href, nodes: Array.from(corner.childNodes) };
    if (known.principal) showPerson(corner, known.name);
    else {
      corner.href = signIn.href;
      corner.removeAttribute("title");
      corner.replaceChildren.apply(corner, signIn.nodes);
    }
  }

  function showPerson(corner, personName) {
    var face = document.createElement("span");
    var name = document.createElement("b");
    var aim = document.createElement("span");
    face.className = "face s";
    face.setAttribute("aria-hidden", "true");
    face.textContent = (Array.from(personName.trim())[0] || "·").toUpperCase();
    name.textContent = personName;
    aim.className = "sr";
    aim.textContent = corner.dataset.mineLabel;
    corner.href = corner.dataset.mine;
    corner.title = personName || corner.dataset.mineLabel;
    corner.replaceChildren(face, name, aim);
  }

  function identify() {
    var known = remembered();
    if (known) return fillCorner(known);
    fetch("/api/v1/me/token", { headers: { Accept: "application/json" }, cache: "no-store" })
      .then(function (answer) { return answer.ok ? answer.json() : null; })
      .then(function (identity) { if (identity) fillCorner(remember(identity)); })
      .catch(function () { /* offline: the plain link stays */ });
  }

  // Another part of the page learnt who this is (a guest gave a name, a token came).
  window.addEventListener("huiyin:identity", function (event) {
    fillCorner(remember(event.detail));
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () {
    applyTheme();
    reflect();
  });
  // A page that comes back from the browser's memory may remember somebody else.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) identify();
  });
  // The same choice in every open tab.
  window.addEventListener("storage", function (event) {
    if (event.key === "huiyin.elder") show("elder", event.newValue);
    if (event.key === "huiyin.theme") applyTheme();
    reflect();
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-switch]");
    if (!button) return;
    var it = switches[button.dataset.switch];
    it.turn(!it.on());
    reflect();
  });
  // Signing in or out: what was known of the visitor is known no longer.
  document.addEventListener("submit", function (event) {
    if (!event.target.hasAttribute("data-identity")) return;
    write("sessionStorage", IDENTITY, null);
    // Signing in keeps what was typed: it is what one signs in for.
    if (event.target.dataset.identity === "gone") forgetWords();
  });
  document.addEventListener("DOMContentLoaded", function () {
    reflect();
    // Pages made for one person (sign-in, own questions) know better than the memory.
    if (document.body.classList.contains("personal")) write("sessionStorage", IDENTITY, null);
    identify();
  });
})();
