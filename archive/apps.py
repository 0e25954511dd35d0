"""The permanent public record."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    """Checkpoints and transcripts."""

    name = "archive"
    verbose_name = _("Archive")
