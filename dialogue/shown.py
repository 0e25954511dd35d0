"""The public log as it is shown today: what was taken down keeps its place, not its words.

The entry that published a question still holds the words; whoever reads the log after the
question was taken down gets that entry blank. Its leaf in the tree is untouched.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dialogue.events import QuestionPublished, QuestionTakenDown
from log import reading
from log.models import Event


def frames(stream_id: int, events: Sequence[Event]) -> list[dict[str, Any]]:
    """Return events of a public stream as anyone may read them now (one query at most)."""
    gone = _taken_down(stream_id, [e.number for e in events if e.kind == QuestionPublished.kind])
    return [
        reading.frame(event, wordless=event.kind == QuestionPublished.kind and event.number in gone)
        for event in events
    ]


def _taken_down(stream_id: int, numbers: Sequence[int | None]) -> set[int | None]:
    if not numbers:
        return set()
    rows = Event.objects.filter(
        stream_id=stream_id, kind=QuestionTakenDown.kind, number__in=numbers
    )
    return set(rows.values_list("number", flat=True))
