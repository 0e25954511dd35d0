"""Notices that the host pins where everyone sees them."""

from __future__ import annotations

from django.db import models

from sessions_app.models import Session


class Pin(models.Model):
    """A pinned notice; plain text. `removed_at` is set when it no longer applies."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="pins")
    seq = models.BigIntegerField()
    text = models.CharField(max_length=300)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["session", "seq"], name="one_pin_per_seq")]

    def __str__(self) -> str:
        return f"{self.session_id}@{self.seq}"
