"""Following by socket: who gets in, and that everyone sees the log without a hole."""

from __future__ import annotations

import asyncio

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.db import transaction

from accounts.principals import Principal
from config.asgi import application
from dialogue import live, projection
from dialogue.events import QuestionTakenDown
from dialogue.services import publishing
from log.models import Stream
from log.writing import bump_epoch, erase, lock
from sessions_app.models import Session
from sessions_app.services import lifecycle
from tests import cast
from tests.sockets import connected, following

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("rooms")]


make_session = sync_to_async(cast.make_session)

published = sync_to_async(cast.published)

moderator = sync_to_async(cast.moderator)


@pytest.mark.parametrize(
    ("origin", "lets_in"),
    [
        (b"http://localhost:8000", True),
        (b"http://LOCALHOST:8000", True),
        (b"https://localhost:8000", False),
        (b"http://localhost", False),
        (b"http://localhost:8001", False),
        (b"http://localhost.evil.example:8000", False),
        (b"http://evil.example", False),
        (b"null", False),
        (None, False),
    ],
)
async def test_only_our_own_pages_open_a_socket(origin: bytes | None, lets_in: bool) -> None:
    session = await make_session()
    headers = [(b"origin", origin)] if origin else []
    socket = WebsocketCommunicator(
        application, f"/ws/v1/sessions/{session.number}", headers, ["huiyin.v1"]
    )
    accepted, _protocol = await socket.connect(timeout=8)
    assert accepted is lets_in
    await socket.disconnect()


async def test_a_follower_gets_the_backlog_and_then_what_happens_without_a_hole() -> None:
    session = await make_session()
    async with following(session) as viewer:
        question = await published(session)
        await viewer.kind("question.published")
        assert viewer.seqs == list(range(1, viewer.seqs[-1] + 1))
        last = viewer.frames[-1]["data"]
        assert (last["number"], last["text"]) == (question.number, question.text)


async def test_a_follower_who_comes_back_gets_only_what_was_missed() -> None:
    session = await make_session()
    await published(session, "第一个问题:车站迁走了吗?")
    async with following(session) as first:
        seen = (await first.kind("question.published"))["seq"]
    await published(session, "第二个问题:什么时候迁回来?")
    async with following(session, after=seen) as again:
        missed = await again.kind("question.published")
        assert missed["data"]["text"] == "第二个问题:什么时候迁回来?"
        assert again.seqs == [seen + 1]


@pytest.mark.parametrize(("epoch", "after"), [("", 10_000), ("other", 0)])
async def test_a_position_we_do_not_know_means_resync(epoch: str, after: int) -> None:
    session = await make_session()
    async with connected(session.number) as viewer:
        room = await live.here().room(session.number)
        await viewer.send({"t": "join", "epoch": epoch or room.room.epoch, "after": after})
        await viewer.until(lambda frame: frame["t"] == "resync")
        assert viewer.seqs == []
        await viewer.send({"t": "join", "epoch": room.room.epoch, "after": room.room.seq})
        await published(session)
        await viewer.kind("question.published")


@pytest.mark.usefixtures("looks_often")
async def test_a_new_epoch_sends_every_follower_back_to_the_snapshot() -> None:
    session = await make_session()

    @sync_to_async
    def restore_a_backup() -> None:
        with transaction.atomic():
            bump_epoch(lock(session.public_id)[0])

    async with following(session) as viewer:
        before = (await live.here().room(session.number)).room.epoch
        await restore_a_backup()
        await viewer.until(lambda frame: frame["t"] == "resync")
        stream = await Stream.objects.aget(pk=session.public_id)
        assert stream.epoch != before


async def test_the_clock_closing_the_intake_reaches_followers() -> None:
    session = await make_session()
    async with following(session) as viewer:
        host: Principal = await sync_to_async(cast.host)()
        await sync_to_async(lifecycle.close_intake)(session, by=host)
        await viewer.kind("session.intake_closed")


async def test_a_hundred_followers_join_at_once_and_all_see_the_same() -> None:
    session: Session = await make_session()

    async def follow() -> list[int]:
        async with following(session) as viewer:
            await viewer.kind("question.published")
            return viewer.seqs

    followers = [asyncio.create_task(follow()) for _n in range(100)]
    await published(session)
    seen = await asyncio.gather(*followers)
    assert len({tuple(seqs) for seqs in seen}) == 1


async def test_whoever_joins_after_a_question_was_taken_down_never_gets_its_words() -> None:
    session = await make_session()
    question = await published(session, "这一条随后会被撤下")
    async with following(session) as early:
        await early.kind("question.published")
        take_down = sync_to_async(publishing.take_down)
        await take_down(session, number=question.number, reason="privacy", by=await moderator())
        await early.kind("question.taken_down")
        async with following(session) as late:
            await late.kind("question.taken_down")
            entry = await late.kind("question.published")
            assert entry["data"]["text"] == ""
            assert entry["data"]["erased"] is True
            assert late.seqs == early.seqs
            assert question.text not in str(late.frames)


async def test_a_room_opened_after_a_take_down_never_keeps_the_words() -> None:
    session = await make_session()
    question = await published(session, "这一条在开门之前已经撤下")
    stays = await published(session, "这一条一直在")
    await sync_to_async(publishing.take_down)(
        session, number=question.number, reason="privacy", by=await moderator()
    )
    async with following(session) as first, following(session) as second:
        for viewer in (first, second):
            await viewer.kind("question.taken_down")
        assert first.seqs == second.seqs == list(range(1, first.seqs[-1] + 1))
    kept = (await live.here().room(session.number)).room.ring.frames
    assert [frame.seq for frame in kept] == first.seqs
    words = b"".join(frame.payload for frame in kept).decode()
    assert stays.text in words
    assert question.text not in words


@pytest.mark.breaks_fold("erasing reaches the log; the rows keep the words")
async def test_words_that_were_erased_leave_a_log_that_still_folds() -> None:
    session = await make_session()
    question = await published(session, "这一条依法删除")

    @sync_to_async
    def erase_it() -> None:
        with transaction.atomic():
            public = lock(session.public_id)[0]
            assert question.published_seq is not None
            notice = QuestionTakenDown(number=question.number, reason="privacy")
            erase(public, [question.published_seq], notice, actor="u:1")

    await erase_it()
    await sync_to_async(projection.forget)()
    state = (await sync_to_async(projection.current)(session)).state
    assert state["questions"]["1"]["text"] == ""
    assert state["questions"]["1"]["state"] == "taken_down"
