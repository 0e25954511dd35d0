"""Nothing that runs, frames, styles or names itself gets through: one sanitiser or the other."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from dialogue.text import by_bleach, by_nh3, render, sanitize
from tests import vectors_xss as vectors

TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "a",
    "blockquote",
    "code",
    "pre",
    "h3",
    "h4",
    "hr",
}
ATTRIBUTES = {"a": {"href", "rel"}}
SANITISERS = [by_bleach, by_nh3, sanitize]
# What browsers leave out of an address before they look at its scheme.
IGNORED = re.compile(r"[\x00-\x20]")


class Reader(HTMLParser):
    """Notes what stands in HTML that no answer may hold."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.wrong.append(tag)
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, set()):
                self.wrong.append(f"{tag} {name}")
            if name == "href" and self._scheme(value or "") not in {"http", "https", "mailto"}:
                self.wrong.append(f"{tag} to {value}")

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"instruction {data}")

    @staticmethod
    def _scheme(address: str) -> str:
        return urlsplit(IGNORED.sub("", address)).scheme


def wrong_in(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.wrong


def test_the_reader_minds_what_no_answer_may_hold() -> None:
    # Not every vector is one of its own: some only become one when a parser mends them.
    assert sum(bool(wrong_in(html)) for html in vectors.ALL) > 75
    assert wrong_in('<p>x <a href="https://example.org/" rel="nofollow">y</a></p>') == []


@pytest.mark.parametrize("sanitiser", SANITISERS)
@pytest.mark.parametrize("html", vectors.ALL)
def test_markup_is_made_harmless(sanitiser: Callable[[str], str], html: str) -> None:
    assert wrong_in(sanitiser(html)) == []


@pytest.mark.parametrize("sanitiser", SANITISERS)
@pytest.mark.parametrize("html", vectors.ALL)
def test_what_is_harmless_stays_as_it_is(sanitiser: Callable[[str], str], html: str) -> None:
    once = sanitiser(html)
    assert sanitiser(once) == once


@pytest.mark.parametrize("markdown", vectors.ALL + vectors.LINKS)
def test_an_answer_is_harmless_however_it_is_written(markdown: str) -> None:
    assert wrong_in(render(markdown)) == []
    assert wrong_in(render(f"- **{markdown}**\n\n> {markdown}")) == []


def test_an_answer_that_is_too_long_is_rendered_as_far_as_it_may_go() -> None:
    assert render("长" * 20_001) == render("长" * 20_000)
