"""The one tree over both streams of a session: which entry is which leaf.

Checkpoint by checkpoint: the public entries since the one before, in order, then those of
the desk. Append-only by construction, and derivable from the checkpoints' positions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from log.models import DESK, PUBLIC, Event
from sessions_app.models import Session


class HoleError(ValueError):
    """An entry that must be there is not: the log was tampered with, or not fully restored."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far into both streams something goes."""

    public: int = 0
    desk: int = 0

    @property
    def size(self) -> int:
        """Return how many leaves that makes."""
        return self.public + self.desk


@dataclass(frozen=True, slots=True)
class Segment:
    """The entries of one stream after one position, up to another."""

    audience: str
    after: int
    upto: int


def segments(reaches: Sequence[Reach]) -> Iterator[Segment]:
    """Yield the segments of a tree whose checkpoints reach so far, in the tree's order."""
    for before, now in pairwise([Reach(), *reaches]):
        yield Segment(PUBLIC, before.public, now.public)
        yield Segment(DESK, before.desk, now.desk)


def place(reaches: Sequence[Reach], audience: str, seq: int) -> int | None:
    """Return the leaf index of an entry, or None if no checkpoint reaches it."""
    index = 0
    for segment in segments(reaches):
        if segment.audience == audience and segment.after < seq <= segment.upto:
            return index + seq - segment.after - 1
        index += segment.upto - segment.after
    return None


def stream_id(session: Session, audience: str) -> int:
    """Return the id of the session's stream for an audience."""
    return session.public_id if audience == PUBLIC else session.desk_id


def leaves(session: Session, reaches: Sequence[Reach]) -> list[bytes]:
    """Return the stored leaf hashes in the tree's order. Raises HoleError."""
    last = reaches[-1]
    stored = {
        PUBLIC: _stored(session.public_id, last.public),
        DESK: _stored(session.desk_id, last.desk),
    }
    return [
        leaf
        for segment in segments(reaches)
        for leaf in stored[segment.audience][segment.after : segment.upto]
    ]


def _stored(stream: int, upto: int) -> list[bytes]:
    rows = Event.objects.filter(stream_id=stream, seq__lte=upto).order_by("seq")
    found = [bytes(leaf) for leaf in rows.values_list("leaf", flat=True)]
    if len(found) != upto:
        raise HoleError(f"stream {stream} holds {len(found)} of {upto} entries")
    return found


def window(reaches: Sequence[Reach], first: int, limit: int) -> list[Segment]:
    """Return the segments that hold the leaves from index `first` on, at most `limit`."""
    found, start, end = [], 0, first + limit
    for segment in segments(reaches):
        length = segment.upto - segment.after
        skip, keep = max(first - start, 0), min(end - start, length)
        if skip < keep:
            found.append(Segment(segment.audience, segment.after + skip, segment.after + keep))
        start += length
    return found
