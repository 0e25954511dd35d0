"""The demo's crowd, as clients of a running server."""

from __future__ import annotations

import asyncio
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.demo.crowd import Crowd


class Command(BaseCommand):
    """Let simulated people ask, support, moderate and answer in the live session."""

    help = "Runs the demo's crowd against a server. Works with HUIYIN_DEMO=1 only."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the server's address."""
        parser.add_argument("--address", default="http://127.0.0.1:8000")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until stopped."""
        if not settings.DEMO:
            raise CommandError("Set HUIYIN_DEMO=1: a crowd does not belong on a real platform.")
        asyncio.run(Crowd(options["address"]).run())
