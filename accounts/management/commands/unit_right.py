"""Rights in units, from the command line."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.management import lookup, words
from accounts.principals import SYSTEM
from accounts.rules import UNIT_RIGHTS
from accounts.services import rights


class Command(BaseCommand):
    """Give a person a right in a unit, or take it away."""

    help = "Gives a person a right in a unit and in those below it, or takes it away."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take who, where, and what."""
        parser.add_argument("username")
        parser.add_argument("unit", help="its name, or city/bureau")
        parser.add_argument("right", choices=UNIT_RIGHTS)
        parser.add_argument("--take", action="store_true", help="take the right away")

    def handle(self, *args: Any, **options: Any) -> None:
        """Change the right, on record. Raises CommandError in words where that is refused."""
        user, unit = lookup.person(options["username"]), lookup.unit(options["unit"])
        change = rights.take if options["take"] else rights.give
        with words.of_refusals():
            change(user, options["right"], unit, by=SYSTEM)
        does = "no longer has" if options["take"] else "has"
        self.stdout.write(f"{user.username} {does} the right to {options['right']} in {unit.name}")
