"""What followers are still to be told; the worker works it off, batch by batch."""

from __future__ import annotations

from django.db import models

from sessions_app.models.sessions import Session
from sessions_app.models.wishes import Wish


class Matter(models.TextChoices):
    """What there is to tell."""

    ANNOUNCED = "announced", "announced"
    POSTPONED = "postponed", "postponed"
    CANCELLED = "cancelled", "cancelled"
    TOMORROW = "day", "a day before"
    SOON = "hour", "an hour before"
    BEGINS = "begins", "begins"
    PLANNED = "planned", "a wish is planned"


class Telling(models.Model):
    """One thing to tell everybody whom it concerns: one row, whatever the crowd.

    Written in the transaction of the act itself, which so stays cheap. `key` names the thing
    with its version or time: nothing is told twice, and every message carries it.
    """

    key = models.CharField(max_length=80, unique=True)
    matter = models.CharField(max_length=10, choices=Matter)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="tellings")
    wish = models.ForeignKey(Wish, on_delete=models.CASCADE, null=True, related_name="+")
    # The beginning that is told of, and the one before it.
    starts_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # Everybody up to this id has been told.
    last_user = models.BigIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], name="still_to_be_told", condition=models.Q(done_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.key
