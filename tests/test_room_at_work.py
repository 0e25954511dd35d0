"""Those who run a session see who else is at work, how far the moderators are, and what is typed."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import tokens
from accounts.principals import Principal
from dialogue import presence
from dialogue.models import Question
from moderation.services import claiming
from sessions_app.models import Session
from tests import cast
from tests.desks import approve, desk
from tests.sockets import Viewer, following


def is_ack(ref: str, frame: dict[str, Any]) -> bool:
    """Whether a frame acknowledges the act under this ref."""
    return bool(frame.get("ref") == ref)


async def people(viewer: Viewer, count: int) -> list[tuple[str, str]]:
    """Wait until so many are at work; return them as (name, place)."""
    told = await viewer.until(lambda f: f["t"] == "at_work" and len(f["people"]) == count)
    return [(each["name"], each["place"]) for each in told["people"]]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("rooms")
async def test_staff_see_who_sits_at_which_desk_and_nobody_else_does() -> None:
    session = await sync_to_async(cast.make_session)()
    host, steno = [await sync_to_async(each)() for each in (cast.host, cast.stenographer)]
    moderator = await sync_to_async(cast.moderator)()
    names = await sync_to_async(
        lambda: [presence.named([(who.key, "host")])[0]["name"] for who in (host, steno, moderator)]
    )()
    async with following(session) as stranger, following(session, host, place="host") as first:
        assert await people(first, 1) == [(names[0], "host")]
        # A place that is not theirs is no place: they are told nothing, and nobody of them.
        async with following(session, moderator, place="host") as pretending:
            async with following(session, steno, place="steno"):
                both = [(names[0], "host"), (names[1], "steno")]
                assert await people(first, 2) == both
                # A desk without a socket, or before its first news, asks.
                seat = await sync_to_async(desk)(session, moderator)
                asked = (await sync_to_async(seat.get)("work"))["people"]
                assert [(each["name"], each["place"]) for each in asked] == both
            assert await people(first, 1) == [(names[0], "host")]
        told = [f for f in (*stranger.frames, *pretending.frames) if f["t"] == "at_work"]
        assert told == []


def test_seats_of_another_process_count_as_long_as_it_is_heard_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = presence.Presence()
    here.heard("other", [["u:2", "steno"]])
    both = frozenset({("u:1", "host"), ("u:2", "steno")})
    assert here.take_news([("u:1", "host")]) == both
    assert here.take_news([("u:1", "host")]) is None
    here.due = True
    assert here.take_news([("u:1", "host")]) == both
    monkeypatch.setattr(presence, "KEPT_SECONDS", 0.0)
    assert here.take_news([("u:1", "host")]) == frozenset({("u:1", "host")})


@pytest.mark.django_db
def test_a_server_without_a_room_of_the_session_says_that_it_does_not_know() -> None:
    session = cast.make_session()
    assert desk(session, cast.host()).get("work")["people"] is None


@pytest.mark.django_db
def test_the_host_sees_how_far_the_moderators_are_and_who_holds_what() -> None:
    session = cast.make_session(promise_minutes=10)
    first, second, third = [cast.ask(session, f"第 {n} 个问题，什么时候？") for n in range(3)]
    late = timezone.now() - timedelta(minutes=11)
    Question.objects.filter(pk=second.pk).update(asked_at=late)
    approve(session, first)
    claiming.claim(session, number=third.number, by=cast.moderator())
    told = desk(session, cast.host()).get("work")
    assert (told["held"], told["overdue"], told["decided_lately"]) == (2, 1, 1)
    assert 660 <= told["oldest_seconds"] < 720
    assert [claim["number"] for claim in told["claims"]] == [third.number]
    status, _body = desk(session, cast.netizen()).ask("GET", "work")
    assert status == 404


@pytest.mark.django_db
def test_the_moderators_work_costs_the_same_for_one_and_for_three_claims() -> None:
    costs = []
    for count in (1, 3):
        session = cast.make_session()
        for n in range(count):
            asked = cast.ask(session, f"第 {n} 个问题，什么时候？")
            claiming.claim(session, number=asked.number, by=cast.moderator())
        seat = desk(session, cast.host())
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(seat.get("work")["claims"]) == count
        costs.append(len(queries))
    assert costs[0] == costs[1]


def parsed(session: Session, who: Principal, text: str) -> Any:
    """Send a text to be taken apart."""
    return Client().post(
        f"/api/v1/sessions/{session.number}/parse",
        json.dumps({"text": text}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {tokens.mint(who)}", "Accept-Language": "en"},
    )


@pytest.mark.django_db
def test_a_pasted_record_is_taken_apart_for_those_who_write_for_anyone() -> None:
    session = cast.make_session()
    for who in (cast.netizen(), cast.leader(), cast.moderator(), cast.guest()):
        assert parsed(session, who, "主持人：好。").status_code == 403
    answer = parsed(session, cast.stenographer(), f"{cast.LEADER.name}：好。\n网友：谢谢。")
    told = [(each["label"], each["speaker"], each["text"]) for each in answer.json()]
    assert told == [(cast.LEADER.name, "l1", "好。"), ("网友", "", "谢谢。")]
    too_much = parsed(session, cast.host(), "好\n" * 10_001)
    assert too_much.json()["error"]["code"] == "text_too_long"
    assert session.utterances.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("rooms")
async def test_what_is_typed_is_seen_at_once_and_no_more_than_three_times_a_second() -> None:
    session = await sync_to_async(cast.make_session)(live_text=True)
    steno = await sync_to_async(cast.stenographer)()
    async with following(session) as stranger, following(session, steno, desk=True) as typist:
        refs = [cast.ref() for _ in range(9)]
        for ref in refs:
            await typist.send({"do": "typing", "ref": ref, "text": "各位", "speaker": "l1"})
        acks = [await typist.until(partial(is_ack, ref)) for ref in refs]
        told = await stranger.until(lambda f: f["t"] == "tick" and "typing" in f)
        assert told["typing"]["speaker"] == "l1"
    refused = [ack["error"]["code"] for ack in acks if not ack["ok"]]
    assert 1 <= len(refused) <= 3
    assert set(refused) == {"too_fast"}
