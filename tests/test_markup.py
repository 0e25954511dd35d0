"""What templates, style sheets and browser modules may contain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

BASE = Path(settings.BASE_DIR)
TEMPLATES = sorted(BASE.glob("*/templates/**/*.html"))
STYLES = sorted(BASE.glob("frontend/static/css/**/*.css"))
SCRIPTS = sorted(BASE.glob("frontend/static/js/**/*.js"))
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)


def code_of(paths: list[Path]) -> Iterator[tuple[str, str]]:
    """Each file's place and its text, without the comments of CSS and JavaScript."""
    for path in paths:
        text = path.read_text(encoding="utf-8")
        place = path.relative_to(BASE).as_posix()
        yield place, text if path.suffix == ".html" else COMMENT.sub("", text)


def test_no_page_needs_what_the_content_policy_forbids() -> None:
    inline = re.compile(
        r"\sstyle=|\son[a-z]+=\"|javascript:|<style"
        r"|<script(?![^>]*\ssrc=)(?![^>]*type=\"application/(?:ld\+)?json\")"
    )
    found = [(place, match) for place, text in code_of(TEMPLATES) for match in inline.findall(text)]
    assert found == []


def test_no_page_loads_anything_from_elsewhere() -> None:
    elsewhere = re.compile(r"""(?:src|action)="(?:https?:)?//|<link[^>]*href="(?:https?:)?//""")
    fetched = re.compile(r"@import|url\(\s*[\"']?(?:https?:)?//")
    assert [place for place, text in code_of(TEMPLATES) if elsewhere.search(text)] == []
    assert [place for place, text in code_of(STYLES) if fetched.search(text)] == []


def test_markup_from_strings_is_set_in_one_place_only() -> None:
    setter = re.compile(r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write)\b")
    setting = {place for place, text in code_of(SCRIPTS) if setter.search(text)}
    assert setting <= {"frontend/static/js/dom.js"}


def test_colours_have_one_home() -> None:
    raw = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch)\(")
    found = [
        (place, match)
        for place, text in code_of(STYLES)
        if not place.endswith("/tokens.css")
        for match in raw.findall(text)
    ]
    assert found == []


def test_every_variable_a_style_sheet_uses_is_a_token() -> None:
    defined = {name for _, text in code_of(STYLES) for name in re.findall(r"(--[\w-]+)\s*:", text)}
    # One with a fallback may be left to a browser module to set.
    used = {name for _, text in code_of(STYLES) for name in re.findall(r"var\((--[\w-]+)\)", text)}
    assert used - defined == set()
