"""People who ask: over their open socket or by POST, and again whenever they are not sure.

Both kinds send the same document and get the same acknowledgement, so that one routine can ask,
lose its connection at the worst moment, and ask again with the same `ref`.
"""

import asyncio
import json
import random
from collections import defaultdict
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Protocol

from benchmarks.client import Socket
from benchmarks.frames import BadHandshake
from benchmarks.http import Http
from benchmarks.ledger import Ledger
from benchmarks.viewers import Viewer

Act = dict[str, Any]
Ack = dict[str, Any]
PATIENCE = 30.0  # seconds for one acknowledgement
ATTEMPTS = 200
LOST = (ConnectionError, TimeoutError, BadHandshake)


class Asker(Protocol):
    """Anyone who can send an act."""

    async def act(self, act: Act) -> Ack:
        """Send an act and return its acknowledgement; raises one of LOST."""

    async def cut(self, act: Act) -> None:
        """Send an act and lose the connection before the answer comes; may raise one of LOST."""


@dataclass(slots=True)
class SocketAsker(Viewer):
    """A viewer who is signed in, and asks over the socket on which everything is followed."""

    waiting: "defaultdict[str, list[asyncio.Future[Ack]]]" = field(
        default_factory=lambda: defaultdict(list)
    )
    joining: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def act(self, act: Act) -> Ack:
        socket = await self.present()
        answer: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        self.waiting[act["ref"]].append(answer)
        socket.send(json.dumps(act, ensure_ascii=False).encode())
        ended = socket.closed
        either: list[asyncio.Future[Any]] = [answer, ended]
        await asyncio.wait(either, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        if answer.done():
            return answer.result()
        self.waiting.pop(act["ref"], None)
        if ended.done():
            raise ConnectionResetError(f"closed with {ended.result()}")
        raise TimeoutError

    async def cut(self, act: Act) -> None:
        socket = await self.present()
        socket.send(json.dumps(act, ensure_ascii=False).encode())
        await asyncio.sleep(0)
        socket.drop()
        await socket.closed

    async def present(self) -> Socket:
        """Return an open socket, joining again where this asker was if the last one ended."""
        async with self.joining:  # two acts that find the socket gone must not open two
            if self.socket is None or self.socket.closed.done():
                return await self.join()
            return self.socket

    def heed(self, payload: bytes, frame: dict[str, Any]) -> None:
        if frame["t"] != "ack":
            # With slots, dataclass makes the class anew, and a bare super() looks for the old one.
            Viewer.heed(self, payload, frame)
            return
        for answer in self.waiting.pop(frame["ref"], ()):
            if not answer.done():
                answer.set_result(frame)


@dataclass(slots=True)
class PostAsker:
    """Somebody without a socket: a phone's script, a page whose socket was refused."""

    http: Http
    session: str
    token: str

    async def act(self, act: Act) -> Ack:
        path = f"/api/v1/sessions/{self.session}/acts"
        reply = await self.http.request("POST", path, act, token=self.token)
        if not isinstance(reply.body, dict) or "ok" not in reply.body:
            raise ConnectionResetError(f"HTTP {reply.status}: {reply.body!r:.200}")
        return reply.body

    async def cut(self, act: Act) -> None:
        await self.http.fire(f"/api/v1/sessions/{self.session}/acts", act, token=self.token)


async def ask(asker: Asker, ledger: Ledger, text: str, dice: random.Random) -> int | None:
    """Ask until it is acknowledged; return the question's number, or None when it was refused.

    One question in fifty loses its connection between question and answer; one in twenty is sent
    again although it was acknowledged. Neither may make a second question of it.
    """
    act = ledger.draft(text)
    cut = dice.random() < 0.02
    begun = perf_counter()
    if cut:
        ledger.cuts += 1
        try:
            await asker.cut(act)
        except LOST:
            ledger.retries += 1
    ack = await until_acknowledged(asker, ledger, act)
    number = ledger.acknowledge(act, ack, None if cut else perf_counter() - begun)
    if number is not None and dice.random() < 0.05:
        ledger.compare(act, await until_acknowledged(asker, ledger, act))
    return number


async def until_acknowledged(asker: Asker, ledger: Ledger, act: Act) -> Ack:
    """Send an act, and again after each loss, until an answer comes that a retry cannot change."""
    for attempt in range(ATTEMPTS):
        try:
            ack = await asker.act(act)
        except LOST:
            ledger.retries += 1
        else:
            if ack["ok"] or not ack["error"]["retry"]:
                return ack
            ledger.deferred += 1
        await asyncio.sleep(min(0.02 * 2 ** min(attempt, 4), 0.3))
    raise TimeoutError(f"no acknowledgement after {ATTEMPTS} attempts")
