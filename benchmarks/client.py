"""A websocket client lean enough to hold thousands of viewers in one process.

One `asyncio.Protocol` per connection, no tasks, no queues: a text frame goes straight from the
bytes read to the one who hears it.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from benchmarks.frames import (
    CLOSE,
    PING,
    PONG,
    TEXT,
    BadFrame,
    BadHandshake,
    Reader,
    check_handshake,
    handshake,
    masked,
)

PROTOCOL = "huiyin.v1"
NO_CLOSE_FRAME = 1006


@dataclass(frozen=True, slots=True)
class Address:
    """Where the platform listens."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


class Socket(asyncio.Protocol):
    """One open connection: `hear` gets every text frame, `closed` the close code in the end."""

    __slots__ = ("_accept", "_head", "_hear", "_reader", "_transport", "closed", "code", "opened")

    def __init__(self, hear: Callable[[bytes], None], accept: bytes) -> None:
        loop = asyncio.get_running_loop()
        self._hear = hear
        self._accept = accept
        self._head: bytes | None = b""  # None once the handshake is over
        self._reader = Reader()
        self._transport: asyncio.Transport | None = None
        self.opened: asyncio.Future[None] = loop.create_future()
        self.closed: asyncio.Future[int] = loop.create_future()
        self.code = NO_CLOSE_FRAME

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is no subclass

    def data_received(self, data: bytes) -> None:
        if self._head is not None:
            data = self._shake(self._head + data)
        try:
            for opcode, payload in self._reader.feed(data):
                if opcode == TEXT:
                    self._hear(payload)
                else:
                    self._control(opcode, payload)
        except BadFrame:
            self.drop()

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        if not self.opened.done():
            self.opened.set_exception(BadHandshake(f"connection lost: {exc}"))
        if not self.closed.done():
            self.closed.set_result(self.code)

    def send(self, document: bytes) -> None:
        """Send one text frame; raises ConnectionError when the connection is gone."""
        self._write(masked(TEXT, document))

    def close(self, code: int = 1000) -> None:
        """Say goodbye; the server answers and ends the connection."""
        if self._transport is not None:
            self._transport.write(masked(CLOSE, code.to_bytes(2, "big")))

    def drop(self) -> None:
        """Let go of the connection without a word, as a phone in a tunnel does."""
        if self._transport is not None:
            self._transport.abort()

    def stop_reading(self) -> None:
        """Leave everything that the server sends lying in the network's buffers."""
        if self._transport is not None:
            self._transport.pause_reading()

    def read_again(self) -> None:
        """Take up reading what has been left lying."""
        if self._transport is not None:
            self._transport.resume_reading()

    def _write(self, data: bytes) -> None:
        if self._transport is None:
            raise ConnectionResetError(f"closed with {self.code}")
        self._transport.write(data)

    def _shake(self, head: bytes) -> bytes:
        end = head.find(b"\r\n\r\n")
        if end < 0:
            self._head = head
            return b""
        self._head = None
        try:
            check_handshake(head[:end], self._accept, PROTOCOL)
        except BadHandshake as refusal:
            self.opened.set_exception(refusal)
            self.drop()
            return b""
        self.opened.set_result(None)
        return head[end + 4 :]

    def _control(self, opcode: int, payload: bytes) -> None:
        if opcode == PING:
            self._write(masked(PONG, payload))
        elif opcode == CLOSE:
            self.code = int.from_bytes(payload[:2], "big") if len(payload) >= 2 else 1005
            self._write(masked(CLOSE, payload[:2]))
            if self._transport is not None:
                self._transport.close()


async def connect(
    address: Address,
    path: str,
    hear: Callable[[bytes], None],
    *,
    token: str = "",
    patience: float = 30.0,
) -> Socket:
    """Open a websocket within `patience` seconds; raises BadHandshake, OSError or TimeoutError."""
    protocols = (PROTOCOL, f"token.{token}") if token else (PROTOCOL,)
    request, accept = handshake(str(address), path, protocols)
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(patience):
        transport, socket = await loop.create_connection(
            lambda: Socket(hear, accept), address.host, address.port
        )
        transport.write(request)
        try:
            await socket.opened
        except asyncio.CancelledError:
            transport.abort()
            raise
    return socket
