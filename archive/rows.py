"""Reading rows that may have been changed by hand: what is gone is told, not raised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from django.db import DatabaseError

from log.models import Event

PAGE = 500
# What a damaged row may raise while it is read (a date that is none) or hashed.
UNREADABLE = (ValueError, TypeError, OverflowError, DatabaseError)

What = Literal["changed", "unreadable", "missing"]
Row = Event | What


def read(stream: int, *, after: int, upto: int) -> Iterator[tuple[int, Row]]:
    """Yield (seq, entry) for every place in a stretch of a stream, page by page.

    A place without a row is "missing"; a row that cannot be read is "unreadable".
    """
    for start in range(after, upto, PAGE):
        seqs = range(start + 1, min(start + PAGE, upto) + 1)
        rows = _page(stream, seqs)
        for seq in seqs:
            yield seq, rows.get(seq, "missing")


def _page(stream: int, seqs: Sequence[int]) -> dict[int, Row]:
    rows = Event.objects.filter(stream_id=stream, seq__gte=seqs[0], seq__lte=seqs[-1])
    try:
        return {event.seq: event for event in rows}
    except UNREADABLE:
        return {seq: _alone(stream, seq) for seq in seqs}


def _alone(stream: int, seq: int) -> Row:
    try:
        return Event.objects.filter(stream_id=stream, seq=seq).first() or "missing"
    except UNREADABLE:
        return "unreadable"
