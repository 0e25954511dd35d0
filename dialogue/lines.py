"""The ways to one follower: straight to the transport, or through plain ASGI."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings

from dialogue.ring import Frame
from dialogue.wire import WireProtocol

Send = Callable[[dict[str, Any]], Awaitable[None]]


class WireLine:
    """Ready frames straight to uvicorn's transport; a peer that does not read is cut."""

    __slots__ = ("_wire",)

    def __init__(self, wire: WireProtocol) -> None:
        self._wire = wire

    def write(self, frame: Frame) -> None:
        """Write, unless too much lies unsent: then the peer is cut and may come back."""
        if self._wire.unsent() > settings.MAX_UNSENT_BYTES:
            self._wire.cut()
        else:
            self._wire.write_frame(frame.wire)

    def watch(self, seconds: float) -> None:
        """Ask the peer this often whether it is there."""
        self._wire.watch(seconds)

    def silent(self) -> float:
        """Return for how many seconds the peer has not said that it is there, though asked."""
        return self._wire.silent()


class PlainLine:
    """Messages through ASGI `send`, one at a time in a task, bounded by bytes."""

    __slots__ = ("_bytes", "_cut", "_on_slow", "_queue", "_send", "_task")

    def __init__(self, send: Send, on_slow: Callable[[], None]) -> None:
        self._send = send
        self._on_slow = on_slow
        self._queue: deque[Frame] = deque()
        self._bytes = 0
        self._cut = False
        self._task: asyncio.Task[None] | None = None

    def write(self, frame: Frame) -> None:
        """Queue the frame; a follower whose queue is too long is cut."""
        if self._cut:
            return
        if self._bytes > settings.MAX_UNSENT_BYTES:
            self._cut = True
            self._queue.clear()
            self._on_slow()
            return
        self._queue.append(frame)
        self._bytes += len(frame.payload)
        if self._task is None:
            self._task = asyncio.create_task(self._drain())

    def watch(self, seconds: float) -> None:
        """Leave it to the server, which minds its connections in its own time."""

    def silent(self) -> float:
        """Return 0: how long the peer has been silent is known to the server alone."""
        return 0.0

    async def _drain(self) -> None:
        try:
            while self._queue:
                frame = self._queue.popleft()
                await self._send({"type": "websocket.send", "text": frame.payload.decode()})
                self._bytes -= len(frame.payload)
        except (OSError, RuntimeError):
            # The peer is gone; the consumer's own disconnect tidies up.
            self._queue.clear()
        finally:
            self._task = None
