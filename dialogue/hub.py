"""Fan-out: one room per live session per process. Asyncio only; knows no framework.

A room keeps its position, a ring of recent encoded frames and its followers. A frame is
encoded once and the same bytes go to everyone, also to whoever was away: the ring is filled
from the log when it is first needed, once for all who wait. Writing to one follower never
waits: a line either takes the frame or is cut, so that nobody is held up by somebody else.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from dialogue.ring import RING, Frame, Ring

logger = logging.getLogger(__name__)

# A follower further behind than this loads the snapshot: cheaper than so many frames.
MAX_BACKLOG = 2_000
PAGE = 200


class Line(Protocol):
    """The way to one follower. `write` never waits; a line that cannot take more cuts itself."""

    def write(self, frame: Frame) -> None:
        """Hand the frame over, or cut the line."""


class Source(Protocol):
    """Where a room reads the log."""

    async def read(self, after: int, limit: int) -> list[Frame]:
        """Return up to `limit` frames after `after`, in order, without a hole."""


@dataclass
class Room:
    """The followers of one public stream in this process."""

    source: Source
    epoch: str
    seq: int
    resync: Frame
    ring: Ring = field(default_factory=Ring)
    lines: dict[Line, None] = field(default_factory=dict)
    _target: int = 0
    _catching_up: asyncio.Task[None] | None = None
    _filling: asyncio.Task[None] | None = None
    on_topics: Callable[[set[int]], None] | None = None

    async def join(self, line: Line, *, epoch: str, after: int) -> bool:
        """Send what the follower missed, then everything new; return False for a resync.

        The last step, from the ring to the list of followers, has no await in it: nothing
        can be published between the end of the backlog and the beginning of the live part.
        """
        while True:
            if epoch != self.epoch or after > self.seq or self.seq - after > MAX_BACKLOG:
                line.write(self.resync)
                return False
            if self.ring.reaches(after, head=self.seq):
                break
            if after >= self.seq - RING and not self.ring.filled:
                await self._fill()
                continue
            page = await self.source.read(after, PAGE)
            if not page:
                line.write(self.resync)
                return False
            for frame in page:
                line.write(frame)
            after = page[-1].seq
        for frame in self.ring.after(after):
            line.write(frame)
        self.lines[line] = None
        return True

    async def _fill(self) -> None:
        """Read the ring from the log, once for all who wait for it."""
        if self._filling is None or self._filling.done():
            self._filling = asyncio.create_task(self._read_ring())
        # One who gives up must not take it from the others.
        await asyncio.shield(self._filling)

    async def _read_ring(self) -> None:
        version = self.ring.version
        older = await self.source.read(max(self.seq - RING, 0), RING)
        self.ring.fill([f for f in older if f.seq <= self.seq], version=version)

    def leave(self, line: Line) -> None:
        """Forget a follower."""
        self.lines.pop(line, None)

    def heard(self, seq: int) -> None:
        """Take a hint that the stream has reached `seq`: read on, if that is news."""
        self._target = max(self._target, seq)
        if self._target > self.seq and (self._catching_up is None or self._catching_up.done()):
            self._catching_up = asyncio.create_task(self._catch_up())

    async def _catch_up(self) -> None:
        try:
            while self.seq < self._target:
                frames = await self.source.read(self.seq, PAGE)
                if not frames:
                    # The hint was ahead of what can be read yet; the next look will find it.
                    self._target = self.seq
                    return
                self.publish(frames)
        except Exception:
            logger.exception("a room could not read its log; it will look again")
            self._target = self.seq

    def publish(self, frames: list[Frame]) -> None:
        """Append frames to the ring and hand them to every follower."""
        for frame in frames:
            if frame.withdraws:
                self.ring.clear()
            self.ring.append(frame)
            self.seq = frame.seq
            self.tell(frame)
        if self.on_topics is not None:
            self.on_topics({frame.topic for frame in frames if frame.topic})

    def tell(self, frame: Frame, lines: Iterable[Line] | None = None) -> None:
        """Hand one frame to every follower (or to `lines`), in or out of the numbering."""
        for line in list(self.lines if lines is None else lines):
            line.write(frame)

    def renew(self, epoch: str, seq: int) -> None:
        """Begin a new epoch: every follower must load the snapshot and join anew."""
        self.epoch, self.seq, self._target = epoch, seq, seq
        self.ring.clear()
        followers = list(self.lines)
        self.lines.clear()
        self.tell(self.resync, followers)
