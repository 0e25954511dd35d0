"""Schedule, guests, rules of a session, lifecycle."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SessionsConfig(AppConfig):
    """When leaders answer, and by which rules."""

    name = "sessions_app"
    verbose_name = _("Sessions")
