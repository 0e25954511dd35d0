"""Reads of the archive: what waits to be sealed, and the checkpoints of a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from archive.models import Checkpoint
from archive.tree import Reach
from log.reading import Position, heads
from sessions_app.models import Session
from sessions_app.states import State


def unsealed() -> QuerySet[Session]:
    """Return the sessions that have ended and are not sealed yet. Rehearsals never are."""
    return Session.objects.filter(state=State.ENDED, rehearsal=False).order_by("ended_at")


def grown(sealed_before: datetime) -> QuerySet[Session]:
    """Return the sessions whose record grew since its last checkpoint, made before then."""
    theirs = Checkpoint.objects.filter(session=OuterRef("pk"))
    # Asked every second over everything ever archived: a look-up each, and no grouping.
    reaching_the_end = theirs.filter(
        public_seq=OuterRef("public_stream__last_seq"), desk_seq=OuterRef("desk_stream__last_seq")
    )
    return Session.objects.filter(
        ~Exists(reaching_the_end),
        ~Exists(theirs.filter(at__gt=sealed_before)),
        state=State.ARCHIVED,
    ).order_by("ended_at")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a record stands: both streams, and its newest checkpoint."""

    public: Position
    desk: Position
    checkpoint: Checkpoint | None

    @property
    def unsealed(self) -> int:
        """Return how many entries no checkpoint reaches yet."""
        return self.public.seq + self.desk.seq - (self.checkpoint.size if self.checkpoint else 0)

    @property
    def mark(self) -> str:
        """Return the same value as long as nothing in the record changed."""
        index = self.checkpoint.index if self.checkpoint else 0
        places = (f"{stream.epoch}.{stream.seq}" for stream in (self.public, self.desk))
        return ".".join([*places, str(index)])


def standing(session: Session) -> Standing:
    """Return where the session's record stands now."""
    found = heads([session.public_id, session.desk_id])
    return Standing(found[session.public_id], found[session.desk_id], last_checkpoint(session))


def checkpoints(session: Session) -> list[Checkpoint]:
    """Return the session's checkpoints, oldest first."""
    return list(Checkpoint.objects.filter(session=session).order_by("index"))


def last_checkpoint(session: Session) -> Checkpoint | None:
    """Return the newest checkpoint, or None while nothing is sealed."""
    return Checkpoint.objects.filter(session=session).order_by("-index").first()


def reaches(rows: list[Checkpoint]) -> list[Reach]:
    """Return how far each checkpoint goes."""
    return [Reach(row.public_seq, row.desk_seq) for row in rows]
