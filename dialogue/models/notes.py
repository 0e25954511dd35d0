"""Private notes from staff to whoever answers, which must be acknowledged."""

from __future__ import annotations

from django.db import models

from dialogue.models.questions import Question
from sessions_app.models import Session


class Note(models.Model):
    """A note that only staff see. `to` is a speaker's key, or "" for all who answer."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="notes")
    number = models.PositiveIntegerField()
    to = models.CharField(max_length=8, blank=True)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.CharField(max_length=500)
    by = models.CharField(max_length=48)
    by_name = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()
    seen_by = models.CharField(max_length=48, blank=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="one_note_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.session_id} note {self.number}"
