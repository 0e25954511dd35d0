"""How much waits at the desk: the same figures pushed over the socket and asked for over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.test import Client

from accounts import tokens
from dialogue.services import publishing
from sessions_app.models import Session
from tests import cast
from tests.sockets import following

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("rooms")]


def asked_for(session: Session) -> dict[str, Any]:
    """Return the counters as the desk's list brings them."""
    token = tokens.mint(cast.moderator())
    answer = Client().get(
        f"/api/v1/sessions/{session.number}/desk/queue",
        headers={"Authorization": f"Bearer {token}"},
    )
    counters: dict[str, Any] = answer.json()["counters"]
    return counters


def decide(session: Session, number: int) -> None:
    publishing.publish(session, number=number, version=1, by=cast.moderator())


async def test_where_nothing_waits_nothing_is_old_over_the_socket_as_over_http() -> None:
    session = await sync_to_async(cast.make_session)()
    charlie = await sync_to_async(cast.moderator)()
    async with following(session, charlie, desk=True) as desk:
        question = await sync_to_async(cast.ask)(session)
        waiting = await desk.until(lambda f: f["t"] == "desk" and f["counters"]["held"] == 1)
        assert 0 <= waiting["counters"]["oldest_seconds"] < 60
        await sync_to_async(decide)(session, question.number)
        pushed = await desk.until(lambda f: f["t"] == "desk" and f["counters"]["held"] == 0)
    assert pushed["counters"]["oldest_seconds"] is None
    read = await sync_to_async(asked_for)(session)
    assert read["oldest_seconds"] is None
    # One's own leases are nobody else's business: the socket tells all the same.
    assert set(read) - set(pushed["counters"]) == {"mine"}
