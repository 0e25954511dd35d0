"""No wording in templates goes round the catalogues."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from django.template.base import Lexer, TokenType

from tests.wordings import (
    HAN,
    NAMES,
    code_files,
    place,
)

# The name of a language is written in that language, so that its readers find it.
LANGUAGES = {"中文", "简体中文"}

SEEN_ATTRIBUTES = {
    *("alt", "title", "placeholder", "label", "summary"),
    *("aria-label", "aria-description", "aria-placeholder", "aria-roledescription"),
    *("aria-valuetext", "data-label", "data-sign-in-label", "data-mine-label", "data-guest-label"),
}


def test_no_chinese_wording_stands_in_templates() -> None:
    found = [
        (place(path), text)
        for path in code_files("templates/**/*.*")
        for text in untranslated(path)
        if HAN.search(text) and text.strip() not in LANGUAGES
    ]
    assert found == []


def test_no_english_wording_stands_bare_in_templates() -> None:
    word = re.compile(r"[A-Za-z]{2,}")
    found = [
        (place(path), text.strip())
        for path in code_files("templates/**/*.html")
        for text in untranslated(path)
        if set(word.findall(text)) - NAMES
    ]
    assert found == []


def test_no_english_wording_is_handed_bare_to_a_template_tag() -> None:
    literal = re.compile(r"""(?<!_\()(["'])(?P<words>[A-Z][a-z]+\b[^"']*)\1""")
    found = [
        (place(path), match["words"])
        for path in code_files("templates/**/*.html")
        for token in Lexer(path.read_text(encoding="utf-8")).tokenize()
        if token.token_type in {TokenType.BLOCK, TokenType.VAR}
        and not token.contents.startswith(("translate ", "trans "))
        for match in literal.finditer(token.contents)
        if match["words"] not in NAMES
    ]
    assert found == []


def untranslated(path: Path) -> list[str]:
    """What a reader of the page would see or hear that no tag translates."""
    page = Page()
    page.feed(without_tags(path.read_text(encoding="utf-8")))
    page.close()
    return page.seen


def without_tags(template: str) -> str:
    """The markup of a template, with comments and translated blocks left out."""
    markup, ends = [], ""
    for token in Lexer(template).tokenize():
        name = token.contents.split()[0] if token.contents.split() else ""
        if token.token_type == TokenType.BLOCK:
            if name == ends:
                ends = ""
            elif not ends and name in {"blocktranslate", "blocktrans", "comment", "verbatim"}:
                ends = f"end{name}"
            elif not ends and name == "block" and token.contents.endswith("_class"):
                ends = "endblock"  # the names of style classes
        elif token.token_type == TokenType.TEXT and not ends:
            markup.append(token.contents)
        elif token.token_type == TokenType.VAR and markup and markup[-1].endswith(("<", "</")):
            markup.append("div")  # a tag whose name is chosen, as a heading's level is
    return "".join(markup)


class Page(HTMLParser):
    """Collects what is seen or read aloud; code and names of keys are nobody's language."""

    silent = frozenset({"script", "style", "kbd", "code"})

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.silent:
            self.inside.append(tag)
        self.seen += [value for name, value in attrs if name in SEEN_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside and data.strip():
            self.seen.append(data)
