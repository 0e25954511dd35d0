"""The duties of the platform, from the command line: how the first administrator comes about."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.management import lookup, words
from accounts.models import Duty
from accounts.principals import SYSTEM
from accounts.services import rights


class Command(BaseCommand):
    """Give a person a duty, or take it away."""

    help = "Makes a person system administrator, security administrator or auditor; or none."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take who, and which duty."""
        parser.add_argument("username")
        parser.add_argument("duty", choices=[*Duty.values, "none"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Change the duty, on record. Raises CommandError in words where that is refused."""
        user = lookup.person(options["username"])
        duty = "" if options["duty"] == "none" else options["duty"]
        with words.of_refusals():
            rights.set_duty(user, duty, by=SYSTEM)
        self.stdout.write(f"the duty of {user.username}: {options['duty']}")
