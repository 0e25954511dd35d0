"""OpenAPI and AsyncAPI: valid, complete, and true of every frame that is sent."""

from __future__ import annotations

import json
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from openapi_spec_validator import validate
from pydantic_asyncapi.v3 import AsyncAPI

from config.api import api
from dialogue import asyncapi
from dialogue.acts import Support
from dialogue.services import closing, hosting, publishing, speaking
from log.vocabulary import acts, events
from sessions_app.models import Session
from sessions_app.services import lifecycle
from tests import cast, faces
from tests.sockets import following

pytestmark = pytest.mark.usefixtures("rooms")


def test_the_openapi_document_is_valid_and_every_operation_declares_its_errors() -> None:
    document: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
    assert document["openapi"].startswith("3.1")
    validate(document)
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert "200" in operation["responses"], (method, path)
            if "security" in operation:
                assert {"401", "403", "429"} <= set(operation["responses"]), (method, path)


def test_operations_are_called_what_they_do() -> None:
    document: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
    found = {
        operation["operationId"]: operation
        for operations in document["paths"].values()
        for operation in operations.values()
    }
    assert len(found) == sum(len(operations) for operations in document["paths"].values())
    assert found["me_token"]["summary"] == "A short-lived token for whoever is signed in"
    assert found["my_news"]["summary"] == "Who one is here"
    assert found["segment"]["summary"] == "A full stretch of 200 events"
    for name, operation in found.items():
        summary = operation["summary"]
        assert summary[0].isupper(), name
        assert 6 <= len(summary) <= 80, name
        assert summary != name.replace("_", " ").title()
        assert set(operation["tags"]) <= {tag["name"] for tag in document["tags"]}, name


def test_the_asyncapi_document_is_valid_and_names_every_act_and_public_event() -> None:
    document = asyncapi.document()
    AsyncAPI.model_validate(document)
    names = set(document["components"]["messages"])
    assert {f"act.{name}" for name in acts()} <= names
    public = {
        k for k, w in events().items() if w.audience == "public" and not k.startswith("case.")
    }
    assert {f"event.{kind}" for kind in public} <= names
    assert not any("question.received" in name for name in names)


def walk(session: Session) -> None:
    """Let everything happen that a follower can be told of."""
    host, leader, moderator = cast.host(), cast.leader(), cast.moderator()
    first = cast.answered(session)
    second = cast.published(session, "第二个问题:站牌什么时候修?")
    third = cast.published(session, "第三个问题:这一条会被撤下")
    cast.declined(session)
    hosting.order(session, numbers=[second.number], by=host)
    hosting.take_up(session, number=second.number, by=host)
    hosting.put_back(session, number=second.number, by=host)
    said = speaking.say(session, text="先说两句。", speaker=cast.LEADER, by=leader)
    speaking.correct(session, target=said.seq, text="先说三句。", reason="口误", by=leader)
    publishing.take_down(session, number=third.number, reason="privacy", by=moderator)
    cast.do(session, Support(ref=cast.ref(), number=first.number), cast.neighbour())
    lifecycle.pause(session, by=host, note="喝口水")
    lifecycle.resume(session, by=host)
    faces.everything(session, note="便条", word="拥挤", poll="投票")
    lifecycle.close_intake(session, by=host)
    closing.end_session(session, by=host)


@pytest.mark.django_db(transaction=True)
async def test_every_frame_of_a_whole_session_is_as_described() -> None:
    session = await sync_to_async(cast.make_session)()
    alice = await sync_to_async(cast.netizen)()
    moderator = await sync_to_async(cast.moderator)()
    async with (
        following(session, alice) as viewer,
        following(session, moderator, desk=True) as desk,
    ):
        await viewer.act(do="ask", ref=cast.ref(), text="坐在台下的人也有一个问题")
        await viewer.act(do="ask", ref=cast.ref(), text="")
        await sync_to_async(walk)(session)
        await viewer.kind("opinions.totalled")
        await viewer.until(lambda frame: frame["t"] == "mine")
        await viewer.until(lambda frame: frame["t"] == "tick")
        await desk.until(lambda frame: frame["t"] == "desk")
        frames = [*viewer.frames, *desk.frames]
    # Each was held to its description as it was read: see tests/sockets.py.
    assert {"hello", "event", "ack", "mine", "tick", "desk"} <= {frame["t"] for frame in frames}
    told = {frame["kind"] for frame in viewer.frames if frame["t"] == "event"}
    never = {"session.detailed", "session.archived", "session.cancelled", "question.handed_over"}
    # Comes with a new epoch: followers load the record anew and never meet it as a frame.
    never |= {"question.unnamed"}
    public = {
        k for k, w in events().items() if w.audience == "public" and not k.startswith("case.")
    }
    assert told == public - never
