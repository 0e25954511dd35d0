/* Runs in the head, before anything is painted: theme and large print from the last visit.
   Then fills the signed-in corner, since most pages hold nothing personal. */
(function () {
  "use strict";
  var root = document.documentElement;
  var IDENTITY = "huiyin.identity"; // of this tab: who was here, and when that was asked
  var PRINCIPAL = "huiyin.principal"; // of all tabs: who was last known to be here
  var LOOKS = "huiyin.looks"; // of all tabs: what was last agreed with an account
  var HERE = "huiyin.looks.here"; // of all tabs: what was chosen here and is not the account's
  var SIGNED = "huiyin.signed"; // of all tabs: when somebody last signed in or out
  var IDENTITY_LIFE = 600000;
  var PAUSES = [1000, 4000, 15000, 60000];

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
  // Known before the first paint, so that what reads aloud has its place from the start.
  if ("speechSynthesis" in window) root.setAttribute("data-speaks", "");
  // Signing in brings what the account says, if it says anything, for one page to take over; unless
  // something else was chosen here since this browser last agreed with an account: perhaps by
  // somebody else, so it stays here and the account keeps its own.
  function looks() {
    return (read("localStorage", "huiyin.theme") || "system") + "." + (read("localStorage", "huiyin.elder") || "");
  }
  function newLooks() { return looks() !== (read("localStorage", LOOKS) || "system."); }
  function takeOver() {
    var said = /(?:^|; )huiyin_looks=(system|light|dark)\.(on)?(?:;|$)/.exec(document.cookie);
    if (!said) return;
    document.cookie = "huiyin_looks=; path=/; max-age=0";
    if (newLooks()) {
      write("localStorage", HERE, looks());
      return;
    }
    write("localStorage", "huiyin.theme", said[1] === "system" ? null : said[1]);
    write("localStorage", "huiyin.elder", said[2] || null);
    write("localStorage", LOOKS, looks());
  }
  function keepLooks(known) {
    if (!known || !/^u:/.test(known.principal) || !newLooks()) return;
    var chosen = looks();
    if (chosen === read("localStorage", HERE)) return;
    fetch("/me/looks/", { method: "POST", body: new URLSearchParams({ looks: chosen }) })
      .then(function (answer) { return answer.json(); })
      .then(function (answer) { if (answer.kept) write("localStorage", LOOKS, chosen); })
      .catch(function () { /* the next page tries again */ });
  }
  takeOver();
  show("elder", read("localStorage", "huiyin.elder"));
  function applyTheme() {
    show("theme", read("localStorage", "huiyin.theme") || (darkBySystem() ? "dark" : "light"));
  }
  applyTheme();

  // Notices that were put away on this device never show, not even until the page's script is there.
  function hideNotices() {
    var page = /^\/sessions\/(\d+)\/$/.exec(location.pathname);
    var away = page && (read("localStorage", "huiyin.pins." + page[1]) || "").match(/\d+/g);
    if (!away || !("adoptedStyleSheets" in document)) return;
    var these = away.map(function (key) { return '[data-key="' + key + '"]'; }).join();
    var sheet = new CSSStyleSheet();
    sheet.replaceSync(".pins > :is(" + these + ") { display: none } .pins:not(:has(> :not(" + these + "))) { display: none }");
    document.adoptedStyleSheets = [sheet];
  }
  hideNotices();

  function reflect() {
    document.querySelectorAll("[data-switch]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(switches[button.dataset.switch].on()));
    });
  }

  // Nothing that was asked before somebody signed in or out says who is here now.
  function remembered() {
    try {
      var known = JSON.parse(read("sessionStorage", IDENTITY));
      return known && known.at > Number(read("localStorage", SIGNED)) ? known : null;
    } catch (error) { return null; }
  }

  function remember(identity, at) {
    var known = { principal: identity.principal, name: identity.name || "", at: at };
    write("sessionStorage", IDENTITY, JSON.stringify(known));
    write("localStorage", PRINCIPAL, known.principal);
    window.dispatchEvent(new CustomEvent("huiyin:known", { detail: known }));
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

  function fillCorner(known) {
    var corner = document.querySelector("[data-me]");
    if (!corner) return;
    keepLooks(known);
    if (known.principal) showPerson(corner, known.name || nameless(corner, known.principal));
    else showStranger(corner);
  }

  function showStranger(corner) {
    corner.href = corner.dataset.signIn;
    corner.removeAttribute("title");
    corner.replaceChildren(made("span", "me-word", corner.dataset.signInLabel));
  }

  function nameless(corner, principal) {
    return principal.indexOf("g:") === 0 ? corner.dataset.guestLabel : corner.dataset.mineLabel;
  }

  function made(tag, name, text) {
    var node = document.createElement(tag);
    node.className = name;
    node.textContent = text;
    return node;
  }

  function showPerson(corner, personName) {
    var face = made("span", "face s", Array.from(personName.trim())[0].toUpperCase());
    face.setAttribute("aria-hidden", "true");
    corner.href = corner.dataset.mine;
    corner.title = personName;
    var name = made("b", "", personName);
    if (/[\u3400-\u9fff]/.test(personName)) name.lang = "zh-Hans";
    corner.replaceChildren(face, name, made("span", "sr", corner.dataset.mineLabel));
  }

  function identify() {
    if (!document.querySelector("[data-me]")) return;
    var known = remembered();
    if (known) fillCorner(known);
    if (!known || Date.now() - known.at > IDENTITY_LIFE) ask(0);
  }

  var turn = 0; // of the newest knowledge or question: what an older one brings is no news
  var again = null;
  function ask(tries) {
    var mine = ++turn;
    var at = Date.now();
    clearTimeout(again);
    fetch("/api/v1/me/token", { headers: { Accept: "application/json" }, cache: "no-store" })
      .then(function (answer) {
        // Staff without their second factor: a stranger to every page but their own account.
        if (answer.status === 403) return { principal: null };
        if (!answer.ok) throw new Error(answer.status);
        return answer.json();
      })
      .then(function (identity) { if (mine === turn) fillCorner(remember(identity, at)); })
      .catch(function () {
        // A server with much to do, a tunnel: whoever is signed in must not stay a stranger.
        if (mine === turn) again = setTimeout(ask, pause(tries), tries + 1);
      });
  }

  function pause(tries) {
    return PAUSES[Math.min(tries, PAUSES.length - 1)] * (0.75 + Math.random() / 2);
  }

  function learn(identity) {
    forget();
    fillCorner(remember(identity, Date.now()));
  }

  function forget() {
    turn += 1;
    clearTimeout(again);
    write("sessionStorage", IDENTITY, null);
  }

  // Another part of the page learnt who this is (a guest gave a name, a token came).
  window.addEventListener("huiyin:identity", function (event) { learn(event.detail); });
  window.addEventListener("online", identify);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () {
    applyTheme();
    reflect();
  });
  // A page that comes back from the browser's memory may remember somebody else.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) identify();
  });
  // The same choice, and the same person, in every open tab.
  window.addEventListener("storage", function (event) {
    if (event.key === "huiyin.elder") show("elder", event.newValue);
    if (event.key === "huiyin.theme") applyTheme();
    if (event.key === PRINCIPAL) {
      forget();
      identify();
    }
    reflect();
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-switch]");
    if (!button) return;
    var it = switches[button.dataset.switch];
    it.turn(!it.on());
    write("localStorage", HERE, null);
    reflect();
    keepLooks(remembered());
  });
  // A menu closes when one turns to something else, or by Escape, back to its button.
  function closeMenus(event) {
    document.querySelectorAll("[data-menu][open]").forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  }
  document.addEventListener("click", closeMenus);
  document.addEventListener("focusin", closeMenus);
  document.addEventListener("keydown", function (event) {
    var menu = event.key === "Escape" && event.target.closest("[data-menu][open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopPropagation();
  }, true);
  // Back to the very place one reads, of which the server knows only the page.
  document.addEventListener("submit", function (event) {
    if (event.target.hasAttribute("data-language")) event.target.elements.next.value += location.hash;
  });
  // Signing in or out: what was known of the visitor is known no longer.
  document.addEventListener("submit", function (event) {
    if (!event.target.hasAttribute("data-identity")) return;
    forget();
    write("localStorage", HERE, null);
    write("localStorage", SIGNED, String(Date.now()));
    // Signing in keeps what was typed: it is what one signs in for.
    if (event.target.dataset.identity === "gone") forgetWords();
  });
  document.addEventListener("DOMContentLoaded", function () {
    reflect();
    var corner = document.querySelector("[data-me]");
    // Pages made for one person (sign-in, own questions) know better than the memory.
    if (corner && corner.dataset.principal !== undefined) {
      learn({ principal: corner.dataset.principal || null, name: corner.dataset.name });
      return;
    }
    if (document.body.classList.contains("personal")) forget();
    identify();
  });
})();
