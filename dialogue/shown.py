"""The public log as it is shown today: what was taken down keeps its place, not its words.

The entry that published a question still holds the words; whoever reads the log after the
question was taken down gets that entry blank. Likewise the name of somebody who closed the
account, and a word that was taken out of the results of a word cloud. The leaf in the tree is
untouched. See docs/decisions/0011-closed-accounts.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from dialogue.events import (
    PollClosed,
    PollWordTakenBack,
    QuestionPublished,
    QuestionTakenDown,
    QuestionUnnamed,
)
from log import reading
from log.models import Event

# (kind, number of the question), or (kind, number of the poll, place of the word).
Gone = set[tuple[Any, ...]]


def frames(stream_id: int, events: Sequence[Event]) -> list[dict[str, Any]]:
    """Return events of a public stream as anyone may read them now (one query at most)."""
    gone = _gone(stream_id, events)
    return [_frame(event, gone) for event in events]


def _frame(event: Event, gone: Gone) -> dict[str, Any]:
    frame = reading.frame(event, wordless=(QuestionTakenDown.kind, event.number) in gone)
    data = frame["data"]
    if (QuestionUnnamed.kind, event.number) in gone:
        data["name"] = ""
    if event.kind == PollClosed.kind:
        data["options"] = [
            "" if (PollWordTakenBack.kind, data["poll"], place) in gone else option
            for place, option in enumerate(data["options"], 1)
        ]
    return frame


def _gone(stream_id: int, events: Sequence[Event]) -> Gone:
    numbers = [event.number for event in events if event.kind == QuestionPublished.kind]
    polls = any(event.kind == PollClosed.kind for event in events)
    if not numbers and not polls:
        return set()
    kinds = (QuestionTakenDown.kind, QuestionUnnamed.kind)
    wanted = Q(kind__in=kinds, number__in=numbers)
    if polls:
        wanted |= Q(kind=PollWordTakenBack.kind)
    rows = Event.objects.filter(wanted, stream_id=stream_id).values_list("kind", "number", "data")
    return {_named(*row) for row in rows}


def _named(kind: str, number: int | None, data: dict[str, Any] | None) -> tuple[Any, ...]:
    if kind != PollWordTakenBack.kind:
        return kind, number
    return (kind, data["poll"], data["place"]) if data else (kind,)
