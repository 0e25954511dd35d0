"""No frame to a stranger holds what is not public, though one of every kind is sent.

The same session as in test_leaks, followed by socket from its announcement to its seal.
"""

from __future__ import annotations

import pytest
from asgiref.sync import sync_to_async
from django.db import transaction

from accounts.models import User
from accounts.services import closing
from dialogue import asyncapi, live, projection
from dialogue.frames import TO_CLIENT
from dialogue.services import publishing
from dialogue.upkeep import Upkeep
from log.writing import bump_epoch, lock
from sessions_app.models import Session
from sessions_app.services import lifecycle
from tests import cast, leaky
from tests.leaky import MARK, SECRETS
from tests.sockets import Viewer, following

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("rooms")]

# What a socket tells only those who sit at the desk, or who asked.
STAFF_ONLY, ASKERS_ONLY = {"desk", "at_work", "drafts", "notes"}, {"mine"}
# Whoever watched has read these before they were taken down; nobody who comes later does.
WERE_PUBLIC = ["taken down", "answered and taken down"]


@sync_to_async
def begin(session: Session) -> None:
    lifecycle.collect(session)
    leaky.before_the_start(session)


@sync_to_async
def go_on(session: Session) -> None:
    leaky.on_air(session)
    leaky.over(session)


@sync_to_async
def decline(session: Session, number: int) -> None:
    publishing.decline(
        session, number=number, version=1, reason="off_topic", words="", by=cast.moderator()
    )


@sync_to_async
def restore_a_backup(session: Session) -> None:
    with transaction.atomic():
        bump_epoch(lock(session.public_id)[0])


async def take_part(session: Session, viewer: Viewer) -> None:
    """Ask, and wait for what becomes of it; who may not ask is told so."""
    ack = await viewer.act(do="ask", ref=cast.ref(), text="邻居自己的问题在这里")
    if ack["ok"]:
        await decline(session, ack["result"]["number"])
        await viewer.until(lambda frame: frame["t"] == "mine" and frame["questions"] != [])


async def see_everything(session: Session, viewer: Viewer) -> None:
    """Follow through all that happens, to the end of the epoch."""
    await begin(session)
    await take_part(session, viewer)
    await go_on(session)
    await viewer.kind("question.handed_over")
    await viewer.until(lambda frame: frame["t"] == "tick")
    await Upkeep(live.here()).beat()
    await viewer.until(lambda frame: frame["t"] == "at")
    await restore_a_backup(session)
    await viewer.until(lambda frame: frame["t"] == "resync")


def documented_events() -> set[str]:
    names = asyncapi.document()["components"]["messages"]
    return {name.removeprefix("event.") for name in names if name.startswith("event.")}


@pytest.mark.usefixtures("looks_often")
@pytest.mark.parametrize("signed_in", [False, True])
async def test_no_frame_to_a_stranger_holds_what_is_not_public(*, signed_in: bool) -> None:
    session = await sync_to_async(cast.make_session)("announced", per_person=20)
    who = await sync_to_async(cast.neighbour)() if signed_in else None
    async with following(session, who) as viewer:
        await see_everything(session, viewer)
    kinds = {frame["kind"] for frame in viewer.frames if frame["t"] == "event"}
    # These two have tests of their own: what follows them is another session, another epoch.
    assert kinds == documented_events() - {"session.cancelled", "question.unnamed"}
    seen = {frame["t"] for frame in viewer.frames} - {"event"}
    assert seen == set(TO_CLIENT) - STAFF_ONLY - (set() if signed_in else ASKERS_ONLY)
    text = str(viewer.frames)
    assert "改过的公交问题在这里公开" in text
    assert [name for name, words in SECRETS.items() if words in text] == WERE_PUBLIC
    others = await sync_to_async(receipts_of_others)(session)
    assert not [code for code in others if code in text]


def receipts_of_others(session: Session) -> list[str]:
    theirs = session.questions.exclude(author=cast.neighbour().key)
    return list(theirs.values_list("receipt", flat=True))


async def test_whoever_comes_late_is_sent_no_more_than_was_public() -> None:
    session = await sync_to_async(cast.make_session)("announced", per_person=20)
    await begin(session)
    await go_on(session)
    await sync_to_async(projection.forget)()
    async with following(session) as viewer:
        await viewer.kind("question.handed_over")
    assert MARK not in str(viewer.frames)


@pytest.mark.usefixtures("looks_often")
async def test_an_account_that_is_closed_tells_which_questions_lost_their_name() -> None:
    session = await sync_to_async(cast.make_session)("live")
    question = await sync_to_async(cast.published)(session)
    async with following(session) as viewer:
        await sync_to_async(leave)()
        told = await viewer.kind("question.unnamed")
        await viewer.until(lambda frame: frame["t"] == "resync")
    assert told["data"] == {"number": question.number}
    after = viewer.frames[viewer.frames.index(told) :]
    assert "江边骑行者" not in str(after)


def leave() -> None:
    closing.close(User.objects.get(username="alice"))


async def test_a_session_that_is_cancelled_tells_why_and_nothing_else() -> None:
    session = await sync_to_async(cast.make_session)("announced", per_person=20)
    await begin(session)
    async with following(session) as viewer:
        cancel = sync_to_async(lifecycle.cancel)
        await cancel(session, by=await sync_to_async(cast.host)(), reason="台风")
        told = await viewer.kind("session.cancelled")
    assert told["data"] == {"reason": "台风"}
    assert MARK not in str(viewer.frames)
