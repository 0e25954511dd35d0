"""Who handles the cases of a unit."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.management import lookup, words
from accounts.principals import SYSTEM
from accounts.services import rights


class Command(BaseCommand):
    """Name a case handler, or dismiss one."""

    help = "Lets a person handle the cases of a unit and of those below it, or no longer."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take who, and where."""
        parser.add_argument("username")
        parser.add_argument("unit", help="its name, or city/bureau")
        parser.add_argument("--dismiss", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Give or take the right. Raises CommandError for a person or unit nobody knows."""
        user, unit = lookup.person(options["username"]), lookup.unit(options["unit"])
        change = rights.take if options["dismiss"] else rights.give
        with words.of_refusals():
            change(user, "handle", unit, by=SYSTEM)
        does = "does not handle" if options["dismiss"] else "handles"
        self.stdout.write(f"{user.username} {does} the cases of {unit.name}")
