/* What axe cannot see, asked of the page itself. Each question returns what is wrong, in words.
   Installed as window.beyond by tests/browser/beyond_axe.py. */
(() => {
  const INTERACTIVE = "a[href], button, summary, input:not([type=hidden]), select, textarea, [role=button], [role=tab], [role=option], [role=switch]";
  const INLINE = 24;
  const HAN = /[\u3400-\u9fff]/;
  const MOVES = ["animationDuration", "transitionDuration"];
  const LOOKS = ["color", "backgroundColor", "borderTopColor", "borderBottomColor", "borderTopWidth", "borderBottomWidth", "outlineStyle",
    "outlineWidth", "boxShadow", "fontWeight", "textDecorationLine", "textDecorationThickness", "display"];
  const every = (selector) => [...document.querySelectorAll(selector)];

  /** "button.tool “Large print”" */
  function named(node) {
    const words = (node.getAttribute("aria-label") || node.value || node.textContent || "").trim().replace(/\s+/g, " ").slice(0, 30);
    const name = typeof node.className === "string" && node.className ? `.${node.className.trim().replace(/\s+/g, ".")}` : "";
    return `${node.tagName.toLowerCase()}${name} “${words}”`;
  }

  const shown = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && node.getClientRects().length > 0;
  /* Only for ears: clipped to nothing. */
  const unseen = (node) => Boolean(node.closest(".sr")) || (node.offsetWidth <= 1 && node.offsetHeight <= 1);
  const labelOf = (node) => node.closest("label") ?? (node.labels ? node.labels[0] : null);
  /* What one hits: a box to tick is hit by its words; what lies over a link makes it larger. */
  function aim(node) {
    if (node.matches("input[type=checkbox], input[type=radio]")) return (labelOf(node) ?? node).getBoundingClientRect();
    const over = getComputedStyle(node, "::after");
    if (over.position !== "absolute") return node.getBoundingClientRect();
    const block = getComputedStyle(node).position === "static" ? node.offsetParent ?? node : node;
    const [own, { width, height }] = [node, block].map((each) => each.getBoundingClientRect());
    const [top, right, bottom, left] = ["top", "right", "bottom", "left"].map((side) => parseFloat(over[side]) || 0);
    return { width: Math.max(own.width, width - left - right), height: Math.max(own.height, height - top - bottom) };
  }
  /* A link among words, as the rule on targets excepts it. */
  function amongWords(node) {
    if (!node.matches("a, button.link, [role=button]") || !getComputedStyle(node).display.startsWith("inline")) return false;
    const beside = [...node.parentElement.childNodes].filter((each) => each !== node);
    return getComputedStyle(node).display === "inline" || beside.some((each) => each.nodeType === Node.TEXT_NODE && each.data.trim().length > 1);
  }

  function texts() {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const { parentElement: parent, data } = walk.currentNode;
      if (data.trim() && !parent.closest("script, style, template, svg, noscript, option") && shown(parent)) found.push(walk.currentNode);
    }
    return found;
  }

  /** Where the focus is: what shows it, and whether something lies over it. */
  function stop() {
    const node = document.activeElement;
    if (!node || node === document.body) return { end: true };
    const again = stops.has(node);
    stops.add(node);
    const box = unseen(node) || !shown(node) ? labelOf(node) ?? node : node;
    const [rect] = box.getClientRects();
    if (!rect) return { again, wrong: `${named(node)}: cannot be seen` };
    const wrong = shows(node, box) ? covered(box, rect) : "shows no focus";
    return { again, name: named(node), wrong: wrong && `${named(node)}: ${wrong}` };
  }
  let stops = new Set();

  function shows(node, box) {
    return [node, box, node.parentElement].some((each) => {
      const style = getComputedStyle(each);
      return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1.5) || (each !== node.parentElement && style.boxShadow !== "none");
    });
  }

  function covered(box, rect) {
    const [x, y] = [rect.left + rect.width / 2, rect.top + rect.height / 2];
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return `is out of sight at ${Math.round(x)}, ${Math.round(y)}`;
    const hit = document.elementFromPoint(x, y);
    const mine = hit && (box.contains(hit) || hit.contains(box) || labelOf(box)?.contains(hit));
    return mine ? "" : `lies under ${hit ? named(hit) : "nothing"}`;
  }

  /** Things to press smaller than `least`; links among words may be as low as their line. */
  function targets(least) {
    return every(INTERACTIVE).filter((node) => shown(node) && !unseen(node) && !node.disabled && !node.closest("[inert], .skip")).flatMap((node) => {
      const { width, height } = aim(node);
      const inline = amongWords(node);
      const need = inline ? INLINE : least;
      return height >= need - 0.5 && (inline || width >= need - 0.5) ? [] : [`${named(node)}: ${Math.round(width)} × ${Math.round(height)}`];
    });
  }

  /** Words smaller than `least` pixels. */
  function letters(least) {
    return texts().filter(({ parentElement: parent }) => !unseen(parent) && parseFloat(getComputedStyle(parent).fontSize) < least - 0.01)
      .map(({ parentElement: parent }) => `${named(parent)}: ${getComputedStyle(parent).fontSize}`);
  }

  /** What is wider than the window. */
  function wide() {
    const most = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= most) return [];
    return every("body *").filter((node) => shown(node) && node.getBoundingClientRect().right > most + 1).slice(0, 5).map(named);
  }

  function cut() {
    return new Set(every("body *").filter((node) => {
      const { overflowX, overflowY, webkitLineClamp } = getComputedStyle(node);
      if (webkitLineClamp !== "none" || unseen(node) || !shown(node) || !node.textContent.trim()) return false;
      const sideways = overflowX !== "visible" && overflowX !== "auto" && overflowX !== "scroll" && node.scrollWidth > node.clientWidth + 1;
      const below = overflowY !== "visible" && overflowY !== "auto" && overflowY !== "scroll" && node.scrollHeight > node.clientHeight + 1;
      return sideways || below;
    }));
  }

  /** What is cut off, or makes the page wider, once text is spaced as WCAG 1.4.12 says. */
  function spaced() {
    const before = cut();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    const wrong = [...cut()].filter((node) => !before.has(node)).map(named);
    const found = [...wrong, ...wide()];
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    return found;
  }

  /** What still moves although the visitor asked for no motion. */
  function moving() {
    return every("body *").filter((node) => {
      const style = getComputedStyle(node);
      const still = style.animationName === "none";
      return MOVES.some((name) => !(name === "animationDuration" && still) && style[name].split(",").some((each) => parseFloat(each) > 0.001));
    }).map(named);
  }

  const looks = (node) => [null, "::before", "::after"].map((part) => {
    const style = getComputedStyle(node, part);
    return LOOKS.map((name) => style[name]).join();
  }).join();

  /** In forced colours: states that look like no state, and things to press without an edge. */
  function flattened() {
    const states = [["aria-pressed", "true"], ["aria-selected", "true"], ["aria-current", null]].flatMap(([name, value]) =>
      every(value ? `[${name}=${value}]` : `[${name}]`).filter((node) => shown(node) && !unseen(node)).filter((node) => {
        const [before, kept] = [looks(node), node.getAttribute(name)];
        if (value) node.setAttribute(name, "false"); else node.removeAttribute(name);
        const same = looks(node) === before;
        node.setAttribute(name, kept);
        return same;
      }).map((node) => `${named(node)}: ${name} cannot be seen`));
    const edges = every(".btn, .input, .chip").filter((node) => shown(node) && !unseen(node) && parseFloat(getComputedStyle(node).borderTopWidth) === 0);
    return [...states, ...edges.map((node) => `${named(node)}: has no edge`)];
  }

  /** Chinese words on a page in another language that are not marked as Chinese. */
  function unmarked() {
    return texts().filter(({ data, parentElement: parent }) => HAN.test(data) && !parent.closest("[aria-hidden=true]") && !parent.closest("[lang]").lang.toLowerCase().startsWith("zh"))
      .map(({ data, parentElement: parent }) => `${named(parent)}: ${data.trim().slice(0, 30)}`);
  }

  /** Things to press that would be printed, and what stays where it is while pages turn. */
  function printed() {
    const pressed = every("button, select, textarea, input:not([type=hidden]), .btn").filter((node) => shown(node) && !unseen(node));
    const fixed = every("body *").filter((node) => ["fixed", "sticky"].includes(getComputedStyle(node).position) && shown(node));
    return [...pressed, ...fixed].map(named);
  }

  window.beyond = { stop, begin() { stops = new Set(); document.activeElement?.blur(); scrollTo(0, 0); return []; }, targets, letters, wide, spaced, moving, flattened, unmarked, printed };
})();
