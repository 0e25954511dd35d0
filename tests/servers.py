"""The application behind a real server, and a real client that speaks to it over TCP."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection
from websockets import ConnectionClosed, Origin, Subprotocol
from websockets.asyncio.client import ClientConnection, connect

from accounts import tokens
from accounts.principals import Principal
from config.management.commands.serve import web_command
from tests.processes import Running, free_port
from tests.sockets import Message, Viewer

HOST = "127.0.0.1"


def daphne(port: int) -> Sequence[str]:
    """Return how daphne is started on our application, as its manual says."""
    return [sys.executable, "-m", "daphne", "-b", HOST, "-p", str(port), "config.asgi:application"]


def uvicorn(port: int) -> Sequence[str]:
    """Return how `serve` starts the web process."""
    return web_command(HOST, port)


COMMANDS = {"daphne": daphne, "uvicorn": uvicorn}


@contextmanager
def running(name: str, folder: Path) -> Iterator[Server]:
    """Run a server on the tests' own database."""
    port = free_port()
    settings = {"DATABASE_URL": _database(), "HUIYIN_SITE_URL": f"http://localhost:{port}"}
    process = Running(COMMANDS[name](port), os.environ | settings, folder / name)
    process.start()
    try:
        process.wait_until_listening(port)
        yield Server(port)
    finally:
        process.stop()


def _database() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@dataclass(frozen=True)
class Server:
    """A server that listens on this machine."""

    port: int

    @asynccontextmanager
    async def follower(
        self, number: int, who: Principal | None = None, *, origin: str = ""
    ) -> AsyncIterator[RealViewer]:
        """Open a socket to a session, as a browser does."""
        offered = ["huiyin.v1", *([f"token.{tokens.mint(who)}"] if who else [])]
        async with connect(
            f"ws://{HOST}:{self.port}/ws/v1/sessions/{number}",
            origin=Origin(origin or f"http://localhost:{self.port}"),
            subprotocols=[Subprotocol(name) for name in offered],
            compression=None,
        ) as socket:
            assert socket.subprotocol == "huiyin.v1"
            yield RealViewer(Line(socket))


class Line:
    """A websocket over TCP, as a viewer of the tests wants it."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    async def send_to(self, *, text_data: str) -> None:
        """Send one message."""
        await self.socket.send(text_data)

    async def receive_output(self, timeout: float) -> Message:  # noqa: ASYNC109  as Channels
        """Return the next thing the server sends, in so many seconds, as ASGI says it."""
        try:
            async with asyncio.timeout(timeout):
                text = await self.socket.recv()
        except ConnectionClosed as closed:
            code = closed.rcvd.code if closed.rcvd else 1006
            return {"type": "websocket.close", "code": code}
        return {"type": "websocket.send", "text": text}


class RealViewer(Viewer):
    """A viewer who can also lose the connection."""

    def __init__(self, line: Line) -> None:
        super().__init__(line)
        self.line = line

    async def join(self, epoch: str, after: int = 0) -> Message:
        """Join after a position; return the greeting."""
        await self.send({"t": "join", "epoch": epoch, "after": after})
        return await self.until(lambda frame: frame["t"] == "hello")

    async def sit_down(self, epoch: str, place: str) -> Message:
        """Join at a desk; return the greeting."""
        seat = {"desk": True, "place": place}
        await self.send({"t": "join", "epoch": epoch, "after": 0} | seat)
        return await self.until(lambda frame: frame["t"] == "hello")

    def close_the_lid(self) -> None:
        """Hear and say nothing more, while the line still looks open to the other side."""
        self.line.socket.transport.pause_reading()

    def lose_the_line(self) -> None:
        """Go without a word, as a phone in a tunnel does."""
        self.line.socket.transport.abort()
