"""The demo's crowd: whoever opens the moderator's desk finds the queue left to them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.test import Client
from django.utils import timezone

from config.demo.crowd import Crowd
from config.demo.desks import LEFT_AFTER
from dialogue.models import Question
from moderation.services import claiming
from sessions_app.models import Session
from sessions_app.services import planning
from tests import cast
from tests.sockets import following

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("rooms")]


class Clerk:
    """The line of the simulated moderator: keeps what would be sent."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []

    async def send(self, text: str) -> None:
        self.sent.append(json.loads(text))


def scene() -> Session:
    """Make a session with the demo's moderator and a question that has waited a minute."""
    session = cast.make_session()
    planning.grant(session, cast.person("demo-moderator"), "moderate")
    cast.ask(session)
    Question.objects.update(asked_at=timezone.now() - timedelta(minutes=1))
    return session


def crowd_of(session: Session, address: str) -> tuple[Crowd, Clerk]:
    crowd, clerk = Crowd(address, session=session), Clerk()
    crowd.clerk = clerk  # type: ignore[assignment]
    return crowd, clerk


async def test_an_open_desk_is_a_moderator_at_work(settings: Any, live_server: Any) -> None:
    settings.DEMO = True
    session = await sync_to_async(scene)()
    crowd, clerk = crowd_of(session, live_server.url)
    moderator = await sync_to_async(lambda: cast.who(cast.person("demo-moderator")))()
    async with following(session, moderator, desk=True):
        await crowd.moderate()
        assert clerk.sent == []
    # The page may only be loading anew.
    await crowd.moderate()
    assert clerk.sent == []
    crowd.desk.seen -= LEFT_AFTER
    await crowd.moderate()
    assert [(act["do"], act["number"]) for act in clerk.sent] == [("approve", 1)]


async def test_following_the_session_is_not_sitting_at_its_desk(
    settings: Any, live_server: Any
) -> None:
    settings.DEMO = True
    session = await sync_to_async(scene)()
    crowd, clerk = crowd_of(session, live_server.url)
    moderator = await sync_to_async(lambda: cast.who(cast.person("demo-moderator")))()
    host = await sync_to_async(cast.host)()
    async with following(session, moderator), following(session, host, desk=True):
        await crowd.moderate()
    assert len(clerk.sent) == 1


async def test_a_claim_keeps_the_queue_when_the_desk_is_closed(
    settings: Any, live_server: Any
) -> None:
    settings.DEMO = True
    session = await sync_to_async(scene)()
    crowd, clerk = crowd_of(session, live_server.url)
    moderator = await sync_to_async(lambda: cast.who(cast.person("demo-moderator")))()
    await sync_to_async(claiming.claim)(session, number=1, by=moderator)
    await crowd.moderate()
    assert clerk.sent == []


def test_nobody_is_told_who_sits_where_outside_the_demo() -> None:
    session = cast.make_session()
    assert Client().get(f"/demo/moderated/{session.number}/").status_code == 404
