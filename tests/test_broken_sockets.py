"""Sockets that outlive what they were opened with: a token, a database, a reader's patience."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import OperationalError

from accounts import tokens
from accounts.models import User
from accounts.services import revoke_tokens
from dialogue import live, threads
from dialogue.lines import PlainLine
from dialogue.ring import Frame
from tests import cast
from tests.sockets import connected, following

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("rooms")]

make_session = sync_to_async(cast.make_session)
netizen = sync_to_async(cast.netizen)
moderator = sync_to_async(cast.moderator)


@sync_to_async
def sign_out(username: str) -> None:
    revoke_tokens(User.objects.get(username=username))


async def test_a_token_from_before_a_sign_out_opens_no_socket() -> None:
    session = await make_session()
    old = tokens.mint(await netizen())
    await sign_out("alice")
    async with connected(session.number, token=old) as viewer:
        assert await viewer.closed() == 4002


async def test_a_token_from_before_a_sign_out_opens_no_desk() -> None:
    session = await make_session()
    old = tokens.mint(await moderator())
    await sign_out("charlie")
    async with connected(session.number, token=old) as viewer:
        await viewer.send({"t": "join", "epoch": "", "after": 0, "desk": True})
        assert await viewer.closed() == 4002


async def test_a_socket_ends_with_its_token_unless_it_is_renewed(settings: Any) -> None:
    settings.TOKEN_SECONDS = 4
    session = await make_session()
    who = await netizen()
    async with following(session, who) as idle, following(session, who) as awake:
        await asyncio.sleep(2.5)
        await awake.send({"t": "token", "token": tokens.mint(who)})
        assert await idle.closed(3) == 4001
        ack = await awake.act(do="ask", ref=cast.ref(), text="续期之后还能提问吗?")
        assert ack["ok"]


async def test_a_join_that_the_database_fails_leaves_nobody_behind(monkeypatch: Any) -> None:
    session = await make_session()
    who = await moderator()
    room = await live.here().room(session.number)

    async def fails(*_args: Any, **_kwargs: Any) -> Any:
        raise OperationalError("the database is away")

    async with following(session):
        before = live.here().sockets
        with contextlib.suppress(OperationalError):
            async with connected(session.number, who) as viewer:
                monkeypatch.setattr(threads, "read", fails)
                await viewer.send({"t": "join", "epoch": "", "after": 0, "desk": True})
                await viewer.closed(2)
        monkeypatch.undo()
        assert live.here().sockets == before
        assert len(room.members) == 1


async def test_news_that_the_database_fails_to_tell_are_told_a_little_later(
    monkeypatch: Any,
) -> None:
    session, alice = await make_session(), await netizen()
    question = await sync_to_async(cast.ask)(session, by=alice)
    failed = asyncio.Event()

    async def fails(*_args: Any, **_kwargs: Any) -> Any:
        failed.set()
        raise OperationalError("the database is away")

    async with following(session, alice) as viewer:
        room = await live.here().room(session.number)
        monkeypatch.setattr(threads, "read", fails)
        room.changed.add(question.number)
        live.here().stirred.set()
        async with asyncio.timeout(5):
            await failed.wait()
        monkeypatch.undo()
        news = await viewer.until(lambda frame: frame["t"] == "mine")
        assert [row["number"] for row in news["questions"]] == [question.number]


async def test_a_plain_follower_who_does_not_read_is_cut_once(settings: Any) -> None:
    settings.MAX_UNSENT_BYTES = 100
    never = asyncio.Event()
    cuts: list[int] = []

    async def send(_message: dict[str, Any]) -> None:
        await never.wait()

    line = PlainLine(send, lambda: cuts.append(1))
    for _ in range(50):
        line.write(Frame(b"x" * 60))
    assert cuts == [1]
    line._task.cancel()  # type: ignore[union-attr]


async def test_half_a_character_is_refused_in_words_and_the_line_stays_open() -> None:
    session, alice = await make_session(), await netizen()
    async with following(session, alice) as viewer:
        ref = cast.ref()
        await viewer.send(f'{{"do":"ask","ref":"{ref}","text":"半个字符 \\ud83d 的问题"}}')
        ack = await viewer.until(lambda f: f["t"] == "ack" and f["ref"] == ref)
        assert ack["error"]["code"] == "text_bad_characters"
        assert (await viewer.act(do="ask", ref=cast.ref(), text="整个字符的问题"))["ok"] is True
