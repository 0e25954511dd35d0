"""What an operator tells of a session: its unit, its leaders, its times; or what is wrong there."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.core.management.base import CommandError

from accounts.management import lookup
from accounts.models import Organisation
from sessions_app.services.planning import GuestDetails

# As the tables hold them.
MOST_UNIT, MOST_NAME, MOST_POST = 80, 30, 60


def unit(name: str, *, new: bool) -> Organisation:
    """Return the unit of that name; with `new` it is made where there is none.

    Raises CommandError for a unit nobody knows, for one of several, and for a name too long.
    """
    above, _slash, last = name.rpartition("/")
    if new:
        parent = lookup.unit(above) if above else None
        same = Organisation.objects.filter(name=last)
        if not (same.filter(parent=parent) if parent else same).exists():
            return _added(last, parent)
    return lookup.unit(name)


def _added(name: str, parent: Organisation | None) -> Organisation:
    if not name.strip() or len(name) > MOST_UNIT:
        raise CommandError(f"The name of a unit has 1 to {MOST_UNIT} characters.")
    return Organisation.objects.create(name=name, parent=parent)


def leader(text: str) -> GuestDetails:
    """Return the leader of "name|post" or "name|post|username". Raises CommandError."""
    name, post, username, *more = [part.strip() for part in text.split("|")] + ["", ""]
    if not (name and post) or any(more):
        raise CommandError('A leader is "name|post", or "name|post|username" with an account.')
    if len(name) > MOST_NAME or len(post) > MOST_POST:
        raise CommandError(f"A name has at most {MOST_NAME} characters, a post {MOST_POST}.")
    return {"name": name, "post": post, "user": lookup.person(username) if username else None}


def demand_order(options: dict[str, Any]) -> None:
    """Raise CommandError unless the times that were given follow one another."""
    if options["ends_at"] <= options["starts_at"]:
        raise CommandError("A session ends after it has started: look at --starts and --ends.")
    before = [options.get(name) for name in ("announce_at", "collect_from", "starts_at")]
    if any(later < earlier for earlier, later in pairwise(filter(None, before))):
        raise CommandError(
            "A session is announced, then takes questions, then starts:"
            " look at --announce, --collect-from and --starts."
        )
