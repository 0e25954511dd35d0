"""Recent frames of one stream, encoded once and kept for whoever was away for a moment.

Bounded by count and by bytes: what does not fit is read from the log. Frames stand in the
order of their numbers, without a hole.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

RING = 512
# Of one room; long answers fill it sooner than their count does.
RING_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class Frame:
    """One message, encoded once. `seq` is its place in the public stream, if it has one;
    `topic` is the question it is about, if any: for whoever keeps people informed."""

    payload: bytes
    seq: int = 0
    topic: int = 0
    # The words of earlier frames may not be sent again: the ring must be read anew.
    withdraws: bool = False

    @cached_property
    def wire(self) -> bytes:
        """Return the message as an unmasked websocket text frame (RFC 6455, 5.2)."""
        size = len(self.payload)
        if size < 126:
            return bytes((0x81, size)) + self.payload
        if size < 65_536:
            return b"\x81\x7e" + size.to_bytes(2, "big") + self.payload
        return b"\x81\x7f" + size.to_bytes(8, "big") + self.payload


@dataclass
class Ring:
    """The last frames of a stream, up to its present end."""

    frames: deque[Frame] = field(default_factory=deque)
    size: int = 0
    # Whether it reaches as far back as it may: what is missing now did not fit.
    filled: bool = False
    # Rises when frames are forgotten: what was being read for the ring then is out of date.
    version: int = 0

    def append(self, frame: Frame) -> None:
        """Add the newest frame."""
        self.frames.append(frame)
        self.size += len(frame.payload)
        self._bound()

    def fill(self, older: Sequence[Frame], *, version: int) -> None:
        """Put what was read from the log before what came meanwhile.

        Does nothing if frames were forgotten since the reading began (at `version`): some
        of the words may have gone with them.
        """
        if version != self.version:
            return
        self.filled = True
        missing = [f for f in older if not self.frames or f.seq < self.frames[0].seq]
        if missing and self.frames and missing[-1].seq != self.frames[0].seq - 1:
            return
        self.frames.extendleft(reversed(missing))
        self.size += sum(len(frame.payload) for frame in missing)
        self._bound()

    def clear(self) -> None:
        """Forget everything."""
        self.frames.clear()
        self.size, self.filled = 0, False
        self.version += 1

    def reaches(self, after: int, *, head: int) -> bool:
        """Return whether every frame after `after`, up to `head`, is here."""
        return after >= (self.frames[0].seq - 1 if self.frames else head)

    def after(self, after: int) -> Iterator[Frame]:
        """Yield the frames after a position that the ring reaches."""
        if not self.frames:
            return iter(())
        return islice(self.frames, max(after + 1 - self.frames[0].seq, 0), None)

    def _bound(self) -> None:
        while len(self.frames) > RING or self.size > RING_BYTES:
            self.size -= len(self.frames.popleft().payload)
