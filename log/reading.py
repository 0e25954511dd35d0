"""Reading the log: positions, and what comes after a position."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from log.canonical import timestamp
from log.models import Event, Stream
from log.vocabulary import decode, events


@dataclass(frozen=True, slots=True)
class Position:
    """Where a stream stands: (epoch, seq)."""

    epoch: str
    seq: int


def heads(stream_ids: Iterable[int]) -> dict[int, Position]:
    """Return the position of each stream, in one query."""
    rows = Stream.objects.filter(pk__in=list(stream_ids)).values_list("pk", "epoch", "last_seq")
    return {pk: Position(epoch, seq) for pk, epoch, seq in rows}


def head(stream_id: int) -> Position:
    """Return where one stream stands."""
    return heads([stream_id])[stream_id]


def after(stream_id: int, seq: int, *, limit: int = 200) -> list[Event]:
    """Return up to `limit` events after `seq`, in order, without a hole."""
    return list(Event.objects.filter(stream_id=stream_id, seq__gt=seq).order_by("seq")[:limit])


def frame(event: Event, *, wordless: bool = False) -> dict[str, Any]:
    """Return the event as clients get it; without its words if erased, or if `wordless`."""
    at = timestamp(event.at)
    word = events()[event.kind]
    if event.data is None:
        data = word.blanked(number=event.number, reason=event.reason, at=at)
    else:
        known = decode(event.kind, event.data)
        data = known.without_words() if wordless else known.shown()
    return {"t": "event", "seq": event.seq, "kind": event.kind, "at": at, "data": data}
