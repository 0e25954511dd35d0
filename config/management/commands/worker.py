"""The worker: the clock and its jobs, away from the web process."""

from __future__ import annotations

import logging
import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Run every job of settings.CLOCK_JOBS about once a second, until told to stop."""

    help = "Runs the clock: announces, opens, ends and seals sessions, opens and minds cases."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the pause between two rounds, and whether one round is enough."""
        parser.add_argument("--pause", type=float, default=1.0, help="seconds between rounds")
        parser.add_argument("--once", action="store_true", help="do one round and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Go round until SIGTERM or SIGINT; a job that fails does not stop the others."""
        stop = threading.Event()
        if not options["once"]:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_args: stop.set())
        jobs = [import_string(path) for path in settings.CLOCK_JOBS]
        while not stop.is_set():
            for path, job in zip(settings.CLOCK_JOBS, jobs, strict=True):
                try:
                    job(timezone.now())
                except Exception:
                    logger.exception("%s failed; it is tried again", path)
            close_old_connections()
            if options["once"]:
                return
            stop.wait(options["pause"])
