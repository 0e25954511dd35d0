"""The live room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialogueConfig(AppConfig):
    """Questions, answers, hub and sockets."""

    name = "dialogue"
    verbose_name = _("Dialogue")
