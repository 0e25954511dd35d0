"""The demo's crowd: real clients over real sockets, who leave a chair when a person sits down."""

from __future__ import annotations

import asyncio
import random
import uuid
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import orjson
from asgiref.sync import sync_to_async
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from accounts import tokens
from accounts.models import User
from config.demo import content, places, polls
from config.demo.desks import Desk
from sessions_app.models import Session

VIEWERS = 6
# Seconds between two of the same, on average.
ASK, SUPPORT, MODERATE, LEAD, LOOK, VOTE = 14.0, 1.6, 4.0, 7.0, 10.0, 5.0


@dataclass
class Crowd:
    """Everybody simulated in the session that is live now."""

    address: str
    random: random.Random = field(default_factory=random.Random)
    session: Session | None = None
    sockets: list[ClientConnection] = field(default_factory=list)
    clerk: ClientConnection | None = None

    def __post_init__(self) -> None:
        self.desk = Desk(self.address)

    async def run(self) -> None:
        """Follow one live session after the other, for ever."""
        while True:
            try:
                self.session = await sync_to_async(content.ensure_live)()
                await self._attend()
            except* (OSError, WebSocketException, TimeoutError):
                # The web process starts later than we do, or the session is over.
                await asyncio.sleep(1)

    async def _attend(self) -> None:
        async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:
            people = await sync_to_async(content.crowd)(VIEWERS)
            self.sockets = [await self._join(stack, group, person) for person in people]
            assert self.session is not None
            clerk = await sync_to_async(content.clerk)(self.session)
            self.clerk = await self._join(stack, group, clerk)
            for job, pause in (
                (self._ask, ASK),
                (self._support, SUPPORT),
                (self.moderate, MODERATE),
                (self._lead, LEAD),
                (self._look, LOOK),
                (self._vote, VOTE),
            ):
                group.create_task(self._now_and_then(job, pause))

    async def _join(
        self, stack: AsyncExitStack, group: asyncio.TaskGroup, person: User
    ) -> ClientConnection:
        assert self.session is not None
        token = tokens.mint(await sync_to_async(content.principal)(person))
        url = f"{self.address.replace('http', 'ws', 1)}/ws/v1/sessions/{self.session.number}"
        socket = await stack.enter_async_context(
            connect(
                url,
                origin=self.address,  # type: ignore[arg-type]
                subprotocols=["huiyin.v1", f"token.{token}"],  # type: ignore[list-item]
                compression=None,
                max_size=None,
            )
        )
        await socket.send('{"t":"join","epoch":"","after":0}')
        group.create_task(self._drain(socket))
        return socket

    async def _drain(self, socket: ClientConnection) -> None:
        async for _frame in socket:
            pass
        raise ConnectionError("the socket was closed")

    async def _now_and_then(self, job: Callable[[], Awaitable[None]], pause: float) -> None:
        while True:
            await asyncio.sleep(self.random.uniform(0.4, 1.6) * pause)
            await job()

    async def _act(self, socket: ClientConnection | None, **act: Any) -> None:
        if socket is not None:
            await socket.send(orjson.dumps({"ref": uuid.uuid4().hex, **act}).decode())

    async def _ask(self) -> None:
        assert self.session is not None
        text = await sync_to_async(places.unasked)(self.session)
        if text:
            await self._act(self.random.choice(self.sockets), do="ask", text=text)

    async def _support(self) -> None:
        assert self.session is not None
        numbers = await sync_to_async(places.supportable)(self.session)
        if numbers:
            # Earlier questions have more friends: the list gets an order one can see.
            number = numbers[int(len(numbers) * self.random.random() ** 2)]
            await self._act(self.random.choice(self.sockets), do="support", number=number)

    async def _vote(self) -> None:
        assert self.session is not None
        ballot = await sync_to_async(polls.ballot)(self.session, self.random)
        if ballot:
            # Whoever voted already has a change of mind: a poll that one can see moving.
            await self._act(self.random.choice(self.sockets), do="vote", **ballot)

    async def moderate(self) -> None:
        """Let the clerk publish a question, unless a person sits at the moderator's desk."""
        assert self.session is not None
        if await self.desk.is_taken(self.session.number):
            return
        held = await sync_to_async(places.to_moderate)(self.session)
        if held is not None:
            await self._act(self.clerk, do="approve", number=held.number, version=held.version)

    async def _lead(self) -> None:
        assert self.session is not None
        step = await sync_to_async(places.next_step)(self.session)
        if step:
            await self._act(self.clerk, **step)

    async def _look(self) -> None:
        assert self.session is not None
        if not await sync_to_async(places.on_air)(self.session):
            raise ConnectionError("the session is over")
