"""Whom and what an operator names at the command line, or an error that says what to do."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import datetime

from django.core.management.base import CommandError
from django.utils import timezone

from accounts.models import Organisation, User

# Further away is a slip of the hand.
FIRST_YEAR, LAST_YEAR = 2000, 2199


def person(username: str) -> User:
    """Return the person of that user name. Raises CommandError."""
    found = User.objects.filter(username=username).first()
    if found is None:
        raise CommandError(f"Nobody is called {username!r}. Add people in the admin first.")
    return found


def unit(name: str) -> Organisation:
    """Return the one unit of that name; "city/bureau" names one of several. Raises CommandError."""
    *above, last = name.split("/")
    found = Organisation.objects.filter(name=last)
    if above:
        found = found.filter(parent__name=above[-1])
    match list(found[:2]):
        case []:
            raise CommandError(f"There is no unit {name!r}. Add it in the admin first.")
        case [one]:
            return one
    raise CommandError(f"There are several units {name!r}. Name the one above: city/bureau.")


def moment(text: str) -> datetime:
    """Return a time like "2026-12-01 15:00" in the platform's zone. Raises ArgumentTypeError."""
    try:
        typed = datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no time like 2026-12-01 15:00") from error
    if not FIRST_YEAR <= typed.year <= LAST_YEAR:
        raise ArgumentTypeError(f"{text!r} is not in a year from {FIRST_YEAR} to {LAST_YEAR}")
    return typed if timezone.is_aware(typed) else timezone.make_aware(typed)
