"""Verifying the audit log from the command line: for a nightly job, or an inspection."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.auditing.proof import prove


class Command(BaseCommand):
    """Read the audit log from its first entry on, and say whether it is as it was written."""

    help = "Verifies the audit log and prints its fingerprint; fails if an entry was changed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take up to which entry, to compare with a fingerprint noted earlier."""
        parser.add_argument("--upto", type=int, help="only the first so many entries")
        parser.add_argument("--expect", help="the fingerprint that these entries gave earlier")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the fingerprint. Raises CommandError where something is wrong."""
        proof = prove(options["upto"])
        if not proof.intact:
            raise CommandError(f"entry {proof.broken} of the audit log is {proof.why}")
        if options["expect"] and options["expect"] != proof.fingerprint:
            raise CommandError(f"the fingerprint is another one: {proof.fingerprint}")
        self.stdout.write(f"{proof.entries} entries are as they were written")
        self.stdout.write(f"fingerprint {proof.fingerprint}")
