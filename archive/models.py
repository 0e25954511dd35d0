"""Checkpoints: what a session's record was at a moment, in 32 bytes that anyone can keep."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sessions_app.models import Session


class Checkpoint(models.Model):
    """The root over the first `size` entries of a session's record. Never changed again.

    The tree runs over both streams: each checkpoint adds the public entries since the one
    before, then the desk's, in their order. So `public_seq` and `desk_seq` are all that is
    needed to derive it, and there is no table of leaves that could disagree with the log.
    """

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="checkpoints")
    index = models.PositiveIntegerField(_("checkpoint"))
    public_seq = models.BigIntegerField()
    desk_seq = models.BigIntegerField()
    size = models.BigIntegerField(_("entries"))
    root = models.BinaryField(max_length=32)
    at = models.DateTimeField(_("sealed at"))
    # How many questions had which end at this moment: see archive.balance.
    balance = models.JSONField()

    class Meta:
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")
        ordering = ["session", "index"]
        constraints = [
            models.UniqueConstraint(fields=["session", "index"], name="one_checkpoint_per_index"),
            models.CheckConstraint(
                condition=Q(size=F("public_seq") + F("desk_seq"), index__gte=1, size__gte=1),
                name="checkpoint_size_is_both_streams",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.index} {self.root_hex[:16]}"

    @property
    def root_hex(self) -> str:
        """Return the root as it is printed and compared."""
        return bytes(self.root).hex()
