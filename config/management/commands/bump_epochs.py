"""After a backup was restored: every follower must load the record anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from log.models import Stream
from log.writing import bump_epoch, lock


class Command(BaseCommand):
    """Give every stream a new epoch."""

    help = "Renews the epoch of every stream. Run it once after restoring a backup."

    def handle(self, *args: Any, **options: Any) -> None:
        """Renew them one by one, so that no long lock holds up a live session."""
        count = 0
        for stream_id in Stream.objects.values_list("pk", flat=True).order_by("pk"):
            with transaction.atomic():
                bump_epoch(lock(stream_id)[0])
            count += 1
        self.stdout.write(f"{count} streams renewed")
