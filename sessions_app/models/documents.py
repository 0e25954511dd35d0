"""What one should read before a session."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sessions_app.models.sessions import Session


class Document(models.Model):
    """A file or a link on the page of a session."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(_("title"), max_length=80)
    file = models.FileField(_("file"), upload_to="documents/", blank=True)
    link = models.URLField(_("link"), max_length=400, blank=True)
    place = models.PositiveIntegerField(_("place in the order"), default=1)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def href(self) -> str:
        """Return where it is read."""
        return self.file.url if self.file else self.link

    @property
    def kind(self) -> str:
        """Return what it is: pdf, docx… by the name that it was given here; or link."""
        return (self.file.name or "").rpartition(".")[2] if self.file else "link"
