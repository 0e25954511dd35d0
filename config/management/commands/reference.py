"""The reference pages, from the code."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.reference import pages


class Command(BaseCommand):
    """Write docs/reference anew; a test fails when it is out of date."""

    help = "Writes docs/reference from the code: events, acts, errors, commands."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write every page."""
        folder = settings.BASE_DIR / "docs" / "reference"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages().items():
            (folder / name).write_text(text, encoding="utf-8")
