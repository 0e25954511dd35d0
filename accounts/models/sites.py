"""Other sites that may show the frames of a unit's sessions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organisations import Organisation


class EmbeddingSite(models.Model):
    """An origin whose pages may frame the sessions of a unit and of those below it."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="embedding_sites"
    )
    origin = models.CharField(_("site"), max_length=200)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("site that shows frames")
        verbose_name_plural = _("sites that show frames")
        ordering = ["origin"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "origin"], name="one_row_per_site")
        ]

    def __str__(self) -> str:
        return self.origin
