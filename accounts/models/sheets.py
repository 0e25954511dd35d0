"""A sheet that was uploaded, kept between its preview and its confirmation."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class KeptSheet(models.Model):
    """What somebody uploaded, as it came. Read anew when it is confirmed, then deleted."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sheets"
    )
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=100)
    content = models.BinaryField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["at"], name="sheets_by_age")]

    def __str__(self) -> str:
        return self.name
