from __future__ import annotations

from argparse import ArgumentParser
from itertools import product
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from frontend import catalogue


class Command(BaseCommand):
    help = "Bring the message catalogues up to date; or check them, or compile them."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        way = parser.add_mutually_exclusive_group()
        way.add_argument("--check", action="store_true", help="fail if one is stale or incomplete")
        way.add_argument("--compile", action="store_true", help="write the .mo files")

    def handle(self, **options: Any) -> None:
        every = list(product(catalogue.DOMAINS, catalogue.LOCALES))
        if options["check"]:
            self._check([fault for each in every for fault in catalogue.faults(*each)])
            return
        do = catalogue.compile_ if options["compile"] else catalogue.update
        for each in every:
            path = do(*each)
            if options["verbosity"] > 1:
                self.stdout.write(str(path))

    def _check(self, faults: list[str]) -> None:
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write("The catalogues are current and complete.")
