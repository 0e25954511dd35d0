"""The moderation desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    """Queue, claims, decisions, reasons and screens."""

    name = "moderation"
    verbose_name = _("Moderation")
