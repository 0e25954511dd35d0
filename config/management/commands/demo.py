"""The demo's content: past sessions with cases, coming ones, and one that is live now."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from config.demo import content
from config.demo.progress import make_progress


class Command(BaseCommand):
    """Make the demo's content, once; a live session is made whenever none is live."""

    help = "Makes the demo's fictional content. Works with HUIYIN_DEMO=1 only."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the content, then let the clock seal what ended and open its cases."""
        if not settings.DEMO:
            raise CommandError(
                "Set HUIYIN_DEMO=1: demo content does not belong on a real platform."
            )
        content.make()
        call_command("worker", "--once")
        make_progress()

        self.stdout.write("demo content is there")
