"""What a leader promised live: words, who does it, until when."""

from __future__ import annotations

from django.db import models

from accounts.models import Organisation
from dialogue.models.questions import Question
from sessions_app.models import Session


class Promise(models.Model):
    """A promise, as it stands in the record; followed to the end as a case."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="promises")
    # The place in the public stream is the promise's name for ever.
    seq = models.BigIntegerField()
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, null=True, related_name="promises"
    )
    speaker_key = models.CharField(max_length=8)
    text = models.TextField()
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    unit_name = models.CharField(max_length=80)
    # The last day on which it is kept, in the platform's zone.
    due = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["session", "seq"], name="one_promise_per_seq")
        ]

    def __str__(self) -> str:
        return f"{self.session_id}@{self.seq}"
