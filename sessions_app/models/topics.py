"""Fields of public life that a session can be about."""

from __future__ import annotations

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _


class Topic(models.Model):
    """One field; staff can add and rename them. Named in both languages of the platform."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name in Chinese"), max_length=30)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    place = models.PositiveIntegerField(_("place in the order"), default=1)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        """Return the name in the active language."""
        chinese = (translation.get_language() or "").startswith("zh")
        return self.name if chinese or not self.name_en else self.name_en
