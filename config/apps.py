"""Wiring."""

from django.apps import AppConfig

from log.vocabulary import acts, events


class ProjectConfig(AppConfig):
    """Fills the vocabulary once every room is there; from then on it is frozen."""

    name = "config"

    def ready(self) -> None:
        """Read events and acts of all rooms: a clash of names stops the start."""
        events()
        acts()
