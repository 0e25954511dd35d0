"""What a transcript costs: kept by caches as long as it is the same, and no longer."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import cases.clock
from archive import keeping, services
from dialogue import projection
from dialogue.services import publishing, speaking
from tests import cast
from tests.test_broken_races import at_once
from tests.transcripts import (
    CHINESE,
    ENGLISH,
    address,
    answer,
    over,
    page,
)

pytestmark = pytest.mark.django_db


def test_who_has_the_page_already_is_told_so(client: Client) -> None:
    session = cast.make_session()
    asked = cast.published(session)
    over(session)
    first = client.get(address(session), headers=CHINESE)
    assert first["Cache-Control"] == "public, max-age=60"
    assert {"Accept-Language", "Cookie"} <= set(re.split(r",\s*", first["Vary"]))

    def again(language: dict[str, str] = CHINESE) -> int:
        headers = language | {"If-None-Match": first["ETag"]}
        return client.get(address(session), headers=headers).status_code

    assert again() == 304
    assert again(ENGLISH) == 200
    answer(session, asked.number, "会后补答。")
    assert again() == 200


def test_a_further_checkpoint_and_a_late_refusal_change_the_page(client: Client) -> None:
    session = cast.make_session()
    held = cast.ask(session)
    over(session)
    seen = [page(client, session)]
    publishing.decline(
        session, number=held.number, version=1, reason="off_topic", words="", by=cast.moderator()
    )
    seen.append(page(client, session))
    services.extend(session)
    seen.append(page(client, session))
    assert len(set(seen)) == 3


def test_a_page_that_waits_for_its_seal_is_not_kept(client: Client) -> None:
    response = client.get(address(cast.make_session("ended")))
    assert response["Cache-Control"] == "public, max-age=1"


def test_an_address_with_a_query_is_not_mistaken_for_the_plain_one(client: Client) -> None:
    session = over(cast.make_session())
    assert "?from=mail" in client.get(address(session) + "?from=mail").content.decode()
    assert "?from=mail" not in page(client, session)


def test_the_page_asks_the_same_however_many_questions_there_are(client: Client) -> None:
    assert _queries(client, 1) == _queries(client, 3) <= 12


def _queries(client: Client, questions: int) -> int:
    session = cast.make_session(per_person=20)
    for n in range(questions):
        answered = cast.answered(session, f"第 {n} 个问题当场答了？")
        cast.published(session, f"第 {n} 个问题没有轮到？")
        cast.declined(session, f"第 {n} 个问题不予公开")
        speaking.correct(
            session,
            target=answered.answers.get().seq,
            text="下月起。",
            reason="",
            by=cast.stenographer(),
        )
    over(session)
    cases.clock.tick(timezone.now())
    projection.forget()
    with CaptureQueriesContext(connection) as asked:
        page(client, session)
    return len(asked)


def test_who_comes_second_gets_what_was_made_for_the_first(
    client: Client, django_assert_num_queries: Any
) -> None:
    session = cast.make_session()
    cast.answered(session)
    over(session)
    page(client, session)
    # The session, its two streams and the last checkpoint: is it still the same?
    with django_assert_num_queries(3):
        page(client, session)


@pytest.fixture
def a_cache_that_is_away(settings: Any) -> Iterator[None]:
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        port = nobody_listens.getsockname()[1]
    away = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": f"redis://127.0.0.1:{port}/0",
    }
    settings.CACHES = {"default": away}
    keeping.guarded.forget()
    yield
    keeping.guarded.forget()


@pytest.mark.usefixtures("a_cache_that_is_away")
def test_a_transcript_and_its_check_are_there_while_the_cache_is_away(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    session = over(cast.make_session())
    for where in (address(session), f"{address(session)}verify/") * 2:
        assert client.get(where).status_code == 200
    said = [record for record in caplog.records if record.name == "archive.keeping"]
    assert [(record.levelname, record.exc_info) for record in said] == [("WARNING", None)]
    assert said[0].getMessage().startswith("the cache is away, each process keeps its own: ")


@pytest.mark.usefixtures("a_cache_that_is_away")
def test_who_comes_second_gets_what_was_made_for_the_first_while_the_cache_is_away(
    client: Client, django_assert_num_queries: Any
) -> None:
    session = cast.make_session()
    asked = cast.published(session)
    over(session)
    page(client, session)
    with django_assert_num_queries(3):
        page(client, session)
    answer(session, asked.number, "会后补答。")
    assert "会后补答。" in page(client, session)


@pytest.mark.usefixtures("a_cache_that_is_away")
def test_a_crowd_has_it_made_once_while_the_cache_is_away() -> None:
    made: list[int] = []

    def make() -> str:
        made.append(1)
        return "the record"

    comers = [lambda: keeping.kept("transcript", "1.mark.en", make)] * 8
    assert at_once(comers) == ["the record"] * 8
    assert len(made) == 1


@pytest.mark.usefixtures("a_cache_that_is_away")
def test_a_cache_that_came_back_is_used_again(settings: Any) -> None:
    guarded = keeping.Guarded(away_seconds=0)
    guarded.set("report.1", "made while it was away")
    assert guarded.get("report.1") == "made while it was away"
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "back"}
    }
    assert guarded.get("report.1") is None
    guarded.set("report.1", "made now")
    assert cache.get("report.1") == "made now"
    cache.clear()
