"""The live page loads the words that its scripts speak: all of them, and no others."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.test import Client

from frontend import page_words

FIRST = Path("frontend/static/js/live/page.js")
IMPORTED = re.compile(r'(?:from|import\() ?"(\.[^"]+)"')


def loaded() -> set[Path]:
    """Return every module that the live page's script loads, itself included."""
    found: set[Path] = set()
    waiting = [settings.BASE_DIR / FIRST]
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            named = IMPORTED.findall(module.read_text(encoding="utf-8"))
            waiting += [(module.parent / name).resolve() for name in named]
    return found


def test_no_script_of_the_page_is_a_desks_whose_words_are_left_out() -> None:
    places = [path.relative_to(settings.BASE_DIR).as_posix() for path in loaded()]
    assert len(places) > 20
    assert [place for place in places if place.startswith(page_words.DESKS)] == []


def test_the_page_gets_its_own_words_in_its_language_and_not_those_of_the_desks() -> None:
    client = Client(headers={"Accept-Language": "zh-CN"})
    whole = client.get("/jsi18n/").content.decode()
    own = client.get("/jsi18n/of/live/").content.decode()
    assert '"Now answering: %(text)s": "正在回答' in own
    assert '"%(n)s new question": [' in own
    assert '"Published"' in whole
    assert '"Published"' not in own
    assert len(own) < len(whole) / 2
