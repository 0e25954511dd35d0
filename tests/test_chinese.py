"""Chinese pages are set as Chinese is: nothing stands between a full stop and what follows."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from dialogue.services import closing, hosting, publishing
from tests import casework, cast

pytestmark = pytest.mark.django_db

GAP = re.compile(r"[^>]{0,20}[。？](?:</\w+>)*[ \u3000][^ \n]{0,20}")


def paused() -> str:
    session = cast.make_session("paused")
    publishing.take_down(
        session,
        number=cast.published(session).number,
        reason="privacy",
        by=cast.moderator(),
    )
    return f"/sessions/{session.number}/"


def over() -> str:
    session = cast.make_session()
    hosting.take_up(session, number=cast.published(session).number, by=cast.host())
    closing.end_session(session, by=cast.host())
    return f"/sessions/{session.number}/"


def called_off() -> str:
    return f"/sessions/{cast.make_session('cancelled').number}/"


def the_record() -> str:
    return f"/sessions/{casework.over('还有一个问题?').number}/transcript/"


def its_check() -> str:
    return f"{the_record()}verify/"


def a_case() -> str:
    return f"/cases/{casework.closed().number}/"


def the_cases() -> str:
    casework.received()
    return "/cases/"


PLACES = [paused, over, called_off, the_record, its_check, a_case, the_cases]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_no_space_stands_between_two_sentences(place: Callable[[], str]) -> None:
    answer = Client().get(place(), headers={"Accept-Language": "zh-hans"})
    assert answer.status_code == 200
    assert GAP.findall(answer.content.decode().split("<main", 1)[1]) == []
