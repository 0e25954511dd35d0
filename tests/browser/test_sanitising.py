"""What the sanitisers let through, put before a real browser: it alone says what runs."""

from __future__ import annotations

from playwright.sync_api import Browser

from dialogue.text import by_bleach, by_nh3, render, sanitize
from tests import vectors_xss as vectors
from tests.browser import steps

PUT = """(all) => all.map((html) => {
  const place = document.createElement("div");
  document.body.append(place);
  place.innerHTML = html;
  return [...place.querySelectorAll("*")].map((node) => [
    node.localName, ...node.getAttributeNames(),
    ...(node.localName === "a" ? [node.protocol] : []),
  ].join(" "));
})"""
HARMLESS = {"a href rel https:", "a href rel http:", "a href rel mailto:", "a rel https:", "a rel"}
HARMLESS |= {"a href https:", "a rel :", "a :"}
HARMLESS |= {
    "p",
    "br",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "blockquote",
    "code",
    "pre",
    "h3",
    "h4",
    "hr",
}


def test_a_browser_finds_nothing_to_run_in_what_is_left(chromium: Browser) -> None:
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.set_content("<p>x</p>")
    for sanitiser in (by_bleach, by_nh3, sanitize, render):
        left = [sanitiser(html) for html in vectors.ALL]
        found = page.evaluate(PUT, left)
        assert {node for nodes in found for node in nodes} <= HARMLESS
    # Long enough for every picture that fails to load and every frame to do what it would.
    page.evaluate("() => new Promise((done) => setTimeout(done, 500))")
    assert page.evaluate("window.pwned") is None
    context.close()


def test_the_vectors_do_run_where_nobody_sanitises(chromium: Browser) -> None:
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.set_content("<p>x</p>")
    page.evaluate(PUT, vectors.MARKUP)
    steps.until(page, "() => window.pwned === 1")
    context.close()
