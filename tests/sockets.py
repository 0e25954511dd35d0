"""Speaking to the real application over a websocket, in the test's own loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from typing import Any, Protocol

import orjson
from channels.testing import WebsocketCommunicator
from jsonschema import Draft202012Validator

from accounts import tokens
from accounts.principals import Principal
from config.asgi import application
from dialogue import asyncapi, live
from sessions_app.models import Session

ORIGIN = (b"origin", b"http://localhost:8000")
Message = dict[str, Any]


@cache
def _described() -> dict[str, Draft202012Validator]:
    messages = asyncapi.document()["components"]["messages"]
    return {name: Draft202012Validator(each["payload"]) for name, each in messages.items()}


def read(text: str) -> Message:
    """Return a frame the server sent, once the socket's own description allows it."""
    frame: Message = orjson.loads(text)
    name = f"event.{frame['kind']}" if frame["t"] == "event" else f"to-client.{frame['t']}"
    _described()[name].validate(frame)
    return frame


class Speaks(Protocol):
    """What a viewer needs of its connection: the application's own, or one to a server."""

    async def send_to(self, *, text_data: str) -> None:
        """Send one message."""

    async def receive_output(self, timeout: float) -> Message:  # noqa: ASYNC109  as Channels
        """Return the next thing the server sends, in so many seconds, as ASGI says it."""


class Viewer:
    """A client of one session: sends documents, and keeps every frame it was sent."""

    def __init__(self, socket: Speaks) -> None:
        self.socket = socket
        self.frames: list[Message] = []

    async def send(self, document: Message | str) -> None:
        """Send one frame."""
        text = document if isinstance(document, str) else orjson.dumps(document).decode()
        await self.socket.send_to(text_data=text)

    async def until(self, wanted: Callable[[Message], bool], seconds: float = 8) -> Message:
        """Return the first frame, already here or still to come, that is `wanted`."""
        for frame in self.frames:
            if wanted(frame):
                return frame
        async with asyncio.timeout(seconds):
            while True:
                frame = await self.next(seconds)
                if wanted(frame):
                    return frame

    async def next(self, seconds: float = 8) -> Message:
        """Return the next frame."""
        output = await self.socket.receive_output(timeout=seconds)
        assert output["type"] == "websocket.send", output
        frame = read(output["text"])
        self.frames.append(frame)
        return frame

    async def kind(self, kind: str) -> Message:
        """Return the first event of a kind."""
        return await self.until(lambda frame: frame.get("kind") == kind)

    async def seq(self, seq: int) -> Message:
        """Return the event at a place of the log."""
        return await self.until(lambda frame: frame.get("seq") == seq and frame["t"] == "event")

    async def act(self, **act: Any) -> Message:
        """Do an act and return its acknowledgement."""
        await self.send(act)
        return await self.until(lambda f: f["t"] == "ack" and f["ref"] == act["ref"])

    async def closed(self, seconds: float = 8) -> int:
        """Return the code the server closes with, passing over what it still sends."""
        while True:
            output = await self.socket.receive_output(timeout=seconds)
            if output["type"] == "websocket.close":
                return int(output["code"])
            self.frames.append(read(output["text"]))

    @property
    def seqs(self) -> list[int]:
        """Return the places of the events seen, in the order they came."""
        return [frame["seq"] for frame in self.frames if frame["t"] == "event"]


@asynccontextmanager
async def connected(
    number: int,
    who: Principal | None = None,
    *,
    origin: tuple[bytes, bytes] = ORIGIN,
    token: str = "",
    headers: tuple[tuple[bytes, bytes], ...] = (),
) -> AsyncIterator[Viewer]:
    """Open a socket to a session as somebody, or as nobody."""
    token = token or (tokens.mint(who) if who else "")
    protocols = ["huiyin.v1", *([f"token.{token}"] if token else [])]
    socket = WebsocketCommunicator(
        application, f"/ws/v1/sessions/{number}", [origin, *headers], protocols
    )
    accepted, protocol = await socket.connect(timeout=8)
    assert accepted
    assert protocol == "huiyin.v1"
    try:
        yield Viewer(socket)
    finally:
        await socket.disconnect()


@asynccontextmanager
async def following(
    session: Session,
    who: Principal | None = None,
    *,
    after: int = 0,
    desk: bool = False,
    place: str = "",
) -> AsyncIterator[Viewer]:
    """Open a socket and join after a position of the present epoch."""
    async with connected(session.number, who) as viewer:
        room = await live.here().room(session.number, who)
        join = {"t": "join", "epoch": room.room.epoch, "after": after, "desk": desk}
        if place:
            join |= {"desk": True, "place": place}
        await viewer.send(join)
        await viewer.until(lambda frame: frame["t"] == "hello")
        yield viewer
