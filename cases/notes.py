"""What the unit's people wrote down for one another, read from the desk stream."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from cases.events import CaseNoted
from cases.models import Case
from log.models import Event


@dataclass(frozen=True, slots=True)
class Note:
    """A note, with who wrote it. Staff read the name behind the pseudonym."""

    text: str
    by: str
    at: datetime


def of(case: Case) -> list[Note]:
    """Return a case's notes, newest first. Costs two queries."""
    written = Event.objects.filter(
        stream_id=case.desk_id, kind=CaseNoted.kind, data__isnull=False
    ).order_by("-seq")
    events = list(written)
    names = _names({event.actor for event in events if event.actor})
    return [
        Note(event.data["text"], names.get(event.actor, ""), event.at)
        for event in events
        if event.data is not None
    ]


def _names(actors: set[str]) -> dict[str | None, str]:
    ids = {actor[2:] for actor in actors if actor.startswith("u:")}
    people = User.objects.filter(pk__in=ids)
    return {f"u:{user.pk}": user.get_full_name() for user in people}
