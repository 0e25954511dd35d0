"""The live page loads the words that its scripts speak: all of them, and no others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.templatetags.static import static
from django.test import Client

from frontend import page_words
from frontend.templatetags.live import AT_ONCE as AT_ONCE_NAMED
from frontend.templatetags.live import WITH_POLLS
from sessions_app.models import Session
from tests import cast
from tests.browser.scene_polls import poll

FIRST = Path("frontend/static/js/live/page.js")
IMPORTED = re.compile(r'(?:from|import\() ?"(\.[^"]+)"')
AT_ONCE = re.compile(r'^(?:import|export) (?:.*from )?"(\.[^"]+)"', re.MULTILINE)
STATIC = settings.BASE_DIR / "frontend/static"


def loaded(*first: str, how: re.Pattern[str] = IMPORTED) -> set[Path]:
    """Return every module that the live page's script loads, itself included."""
    found: set[Path] = set()
    waiting = [settings.BASE_DIR / FIRST, *(STATIC / name for name in first)]
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            named = how.findall(module.read_text(encoding="utf-8"))
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


def test_the_page_names_in_its_head_all_that_its_script_begins_with_and_nothing_else() -> None:
    for named, first in (
        (AT_ONCE_NAMED, ()),
        (WITH_POLLS, ("js/live/poll.js", "js/live/poll_entry.js")),
    ):
        begins_with = {path.relative_to(STATIC).as_posix() for path in loaded(*first, how=AT_ONCE)}
        assert set(named) == begins_with
    assert len(WITH_POLLS) > len(AT_ONCE_NAMED) > 20


@pytest.mark.django_db
def test_only_a_session_with_a_poll_begins_with_what_polls_need() -> None:
    session = cast.make_session()
    assert asked_for(session) == [static(name) for name in AT_ONCE_NAMED]
    poll(session.number)
    assert asked_for(session) == [static(name) for name in WITH_POLLS]


def asked_for(session: Session) -> list[str]:
    """Return the modules that the live page's head names."""
    source = Client().get(f"/sessions/{session.number}/").content.decode()
    return re.findall(r'rel="modulepreload" href="([^"]+)"', source)
