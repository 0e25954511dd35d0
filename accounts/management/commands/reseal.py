"""Encrypt everything that is sealed with the newest key."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.services import resealing


class Command(BaseCommand):
    help = (
        "Encrypts contact data, real names and other sealed columns with the newest of"
        " HUIYIN_SEALING_KEYS; after it the older keys can go. May run beside the platform, be"
        " stopped, and be run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many rows are changed in one transaction."""
        parser.add_argument("--batch", type=int, default=500, help="rows in one transaction")

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through every column; say how many values were encrypted anew."""
        for model, field in resealing.columns():
            done = resealing.reseal(model, field, batch=options["batch"])
            self.stdout.write(f"{model._meta.db_table}.{field.column}: {done}")
        done = resealing.reseal_second_factors(batch=options["batch"])
        self.stdout.write(f"second factors: {done}")
