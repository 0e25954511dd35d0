"""Who is at work in a session: which people have which desk open, over all processes.

In memory only: who sat where is nobody's business afterwards. Each process tells the others with
the number of its viewers; what was not heard of for a while counts no more.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from sessions_app import rules

KEPT_SECONDS = 15.0
# A lid that is closed says nothing: whoever sits at a desk is pinged this often, and is away
# after so long without an answer. Only away: on a slow line the answer may be under way still.
WATCH_SECONDS = 3.0
AWAY_SECONDS = 5.0
# So many seats fit into a hint; more is no staff but a crowd.
MOST = 24
# A person's key, and the place where they sit.
Seat = tuple[str, str]
_MAY = {
    "host": rules.may_run,
    "steno": rules.may_run,
    "console": rules.may_answer,
    "drafts": rules.may_see_draft,
    "desk": rules.may_see_desk,
}


def place_of(wanted: object, held: Collection[str]) -> str:
    """Return the place somebody says they sit at, or "" if it is not theirs to sit at."""
    may = _MAY.get(wanted) if isinstance(wanted, str) else None
    return str(wanted) if may is not None and may(held) else ""


@dataclass
class Presence:
    """The seats taken in one session, as this process knows them."""

    elsewhere: dict[str, tuple[frozenset[Seat], float]] = field(default_factory=dict)
    # Somebody sat down who has not been told yet who is here.
    due: bool = False
    _told: frozenset[Seat] = frozenset()

    def heard(self, process: str, seats: Iterable[Iterable[str]]) -> None:
        """Another process tells who sits there."""
        taken = frozenset((key, place) for key, place in seats)
        self.elsewhere[process] = (taken, time.monotonic())

    def all(self, here: Iterable[Seat]) -> frozenset[Seat]:
        """Return every seat taken: those `here`, and those heard of lately."""
        recent = time.monotonic() - KEPT_SECONDS
        others = [seats for seats, at in list(self.elsewhere.values()) if at > recent]
        return frozenset(here).union(*others)

    def take_news(self, here: Iterable[Seat]) -> frozenset[Seat] | None:
        """Return every seat taken if that is news for somebody, and count it as told."""
        now = self.all(here)
        news = self.due or now != self._told
        self.due, self._told = False, now
        return now if news else None


def named(seats: Iterable[Seat]) -> list[dict[str, Any]]:
    """Return who sits where, by name. One query."""
    ids = {int(key[2:]) for key, _place in seats if key.startswith("u:")}
    names = {f"u:{user.pk}": _name(user) for user in User.objects.filter(pk__in=ids)}
    people = [{"name": names[key], "place": place} for key, place in seats if key in names]
    return sorted(people, key=lambda each: (list(_MAY).index(each["place"]), each["name"]))


def _name(user: User) -> str:
    return user.get_full_name() or user.shown_name
