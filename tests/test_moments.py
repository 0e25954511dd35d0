"""What a crowd asks for at once is made once, and never for longer than a moment."""

from __future__ import annotations

import threading

import pytest
from django.test import Client

from dialogue import acts
from dialogue.moments import Moments
from tests import cast
from tests.test_broken_races import at_once


def test_a_crowd_that_comes_at_once_has_it_made_once() -> None:
    moments, made, made_enough = Moments(seconds=60), [], threading.Event()

    def make() -> bytes:
        made.append(1)
        made_enough.wait(0.2)
        return b"page"

    assert at_once([lambda: moments.get("key", make)] * 8) == [b"page"] * 8
    assert len(made) == 1


def test_it_is_made_anew_for_another_key_and_after_its_moment() -> None:
    moments = Moments(seconds=0)
    made = iter([b"1", b"2", b"3"])
    assert [moments.get(key, lambda: next(made)) for key in ("a", "b", "a")] == [b"1", b"2", b"3"]


def test_only_so_many_are_kept() -> None:
    moments = Moments(seconds=60)
    for n in range(100):
        moments.get(n, lambda: b"x")
    assert len(moments._made) == 64


@pytest.mark.django_db
def test_what_happens_shows_at_once_on_a_page_that_was_just_made(client: Client) -> None:
    session = cast.make_session()
    address = f"/sessions/{session.number}/"
    english, chinese = ({"Accept-Language": language} for language in ("en", "zh-hans"))

    def page(language: dict[str, str] = english) -> str:
        return client.get(address, headers=language).content.decode()

    first = page()
    assert page() == first
    assert page(chinese) != first
    question = cast.published(session, "刚刚公开的一个问题")
    assert "刚刚公开的一个问题" in page()
    before = page()
    cast.do(session, acts.Support(ref=cast.ref(), number=question.number), cast.neighbour())
    assert page() != before
