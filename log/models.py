"""The append-only, numbered log: one row per stream, one row per event.

`writing.append` is the only writer; triggers.py makes the database itself refuse
every other change.
"""

from __future__ import annotations

import secrets

from django.db import models

PUBLIC, DESK = "public", "desk"


def new_epoch() -> str:
    """Return a random epoch. A counter would repeat itself when a backup is restored twice."""
    return secrets.token_hex(4)


class Stream(models.Model):
    """A gapless sequence of events of one owner for one audience. The row is the lock."""

    owner_kind = models.CharField(max_length=16)
    owner_id = models.BigIntegerField()
    audience = models.CharField(max_length=8, choices=[(PUBLIC, PUBLIC), (DESK, DESK)])
    last_seq = models.BigIntegerField(default=0)
    last_at = models.DateTimeField(null=True)
    epoch = models.CharField(max_length=16, default=new_epoch)
    # Set at creation only: a rehearsal's streams may be deleted, no others.
    rehearsal = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_kind", "owner_id", "audience"], name="one_stream_per_audience"
            )
        ]

    def __str__(self) -> str:
        return f"{self.owner_kind}/{self.owner_id}/{self.audience}"

    @property
    def name(self) -> str:
        """Return the stream's name as it stands in leaves: session/7/public."""
        return str(self)


class Event(models.Model):
    """One entry. `data`, `salt` and `actor` may become NULL by erasure; nothing else changes."""

    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="events")
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    actor = models.CharField(max_length=48, null=True)  # noqa: DJ001  NULL means erased
    number = models.IntegerField(null=True)
    reason = models.CharField(max_length=40, blank=True)
    data = models.JSONField(null=True)
    salt = models.BinaryField(max_length=16, null=True)
    digest = models.BinaryField(max_length=32)
    leaf = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="one_event_per_seq")]
        # The history of one question.
        indexes = [models.Index(fields=["stream", "number"], name="events_of_a_question")]

    def __str__(self) -> str:
        return f"{self.stream_id}#{self.seq} {self.kind}"

    @property
    def erased(self) -> bool:
        """Return whether the words of this entry were erased."""
        return self.data is None
