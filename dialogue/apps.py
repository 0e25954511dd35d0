"""The live room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialogueConfig(AppConfig):
    """Questions, answers, hub and sockets."""

    name = "dialogue"
    verbose_name = _("Dialogue")

    def ready(self) -> None:
        """Listen for people who sign in."""
        # Models are ready only now.
        from dialogue import signing_in

        signing_in.listen()
