"""The public log as it is shown today: what was taken down keeps its place, not its words.

The entry that published a question still holds the words; whoever reads the log after the
question was taken down gets that entry blank. Likewise the name of somebody who closed the
account. The leaf in the tree is untouched. See docs/decisions/0011-closed-accounts.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dialogue.events import QuestionPublished, QuestionTakenDown, QuestionUnnamed
from log import reading
from log.models import Event


def frames(stream_id: int, events: Sequence[Event]) -> list[dict[str, Any]]:
    """Return events of a public stream as anyone may read them now (one query at most)."""
    gone = _gone(stream_id, [e.number for e in events if e.kind == QuestionPublished.kind])
    return [_frame(event, gone) for event in events]


def _frame(event: Event, gone: set[tuple[str, int | None]]) -> dict[str, Any]:
    if event.kind != QuestionPublished.kind:
        return reading.frame(event)
    frame = reading.frame(event, wordless=(QuestionTakenDown.kind, event.number) in gone)
    if (QuestionUnnamed.kind, event.number) in gone:
        frame["data"]["name"] = ""
    return frame


def _gone(stream_id: int, numbers: Sequence[int | None]) -> set[tuple[str, int | None]]:
    if not numbers:
        return set()
    kinds = (QuestionTakenDown.kind, QuestionUnnamed.kind)
    rows = Event.objects.filter(stream_id=stream_id, kind__in=kinds, number__in=numbers)
    return set(rows.values_list("kind", "number"))
