"""The log: the lowest room."""

from django.apps import AppConfig


class LogConfig(AppConfig):
    """Streams, events, the vocabulary's registry and the doorbell."""

    name = "log"
