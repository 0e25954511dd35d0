"""The headers of a sealed record: what anyone needs to recount it, and no words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from archive import tree
from log.canonical import Header
from log.models import DESK, PUBLIC, Event
from sessions_app.models import Session

_COLUMNS = ("seq", "kind", "at", "number", "reason", "digest", "leaf")


def headers(
    session: Session, reaches: Sequence[tree.Reach], *, first: int = 0, limit: int
) -> list[dict[str, Any]]:
    """Return the headers of sealed entries from leaf `first` on, in the tree's order.

    Each is what was hashed, with its leaf: no text, no name, no actor, no note.
    """
    wanted = tree.window(reaches, first, limit)
    rows = {audience: _rows(session, audience, wanted) for audience in (PUBLIC, DESK)}
    return [
        rows[segment.audience][seq]
        for segment in wanted
        for seq in range(segment.after + 1, segment.upto + 1)
    ]


def _rows(
    session: Session, audience: str, wanted: Sequence[tree.Segment]
) -> dict[int, dict[str, Any]]:
    parts = [segment for segment in wanted if segment.audience == audience]
    if not parts:
        return {}
    # A window of the tree is one unbroken stretch of each stream.
    events = Event.objects.filter(
        stream_id=tree.stream_id(session, audience),
        seq__gt=parts[0].after,
        seq__lte=parts[-1].upto,
    ).only(*_COLUMNS)
    name = f"session/{session.pk}/{audience}"
    return {event.seq: _header(event, name) for event in events}


def _header(event: Event, name: str) -> dict[str, Any]:
    header = Header(
        name, event.seq, event.kind, event.at, event.number, event.reason, bytes(event.digest)
    )
    return {**header.as_json(), "leaf": bytes(event.leaf).hex()}
