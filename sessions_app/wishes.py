"""Reads about what the public would like: lists, what is alike, whose votes, who decides."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from django.db.models import Q, QuerySet

from accounts import rules
from accounts.models import Duty, Organisation, User
from accounts.principals import Principal
from log.codes import Refused
from sessions_app import states
from sessions_app.models import Session, Topic, Wish, WishVote
from sessions_app.models.wishes import WishState

Order = Literal["votes", "newest"]
# What a new wish is compared with, how alike is alike, and how many are shown.
COMPARED, ALIKE, SHOWN = 500, 0.34, 3
SESSIONS_OFFERED = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """Which wishes to list, and how."""

    order: Order = "votes"
    answered: bool = False
    topic: Topic | None = None
    unit: Organisation | None = None


def public() -> QuerySet[Wish]:
    """Return the wishes that anyone may see: open, and what was decided of those."""
    shown = Q(state__in=[WishState.OPEN, WishState.PLANNED])
    shown |= Q(state=WishState.DECLINED, opened_at__isnull=False)
    return Wish.objects.filter(shown).select_related("organisation", "topic", "session")


def listed(choice: Choice) -> QuerySet[Wish]:
    """Return one list of public wishes in its order."""
    rows = public().filter(_of_list(choice.answered))
    if choice.topic:
        rows = rows.filter(topic=choice.topic)
    if choice.unit:
        rows = rows.filter(organisation__path__startswith=choice.unit.path)
    first = "-decided_at" if choice.answered else "-votes"
    return rows.order_by("-created_at" if choice.order == "newest" else first, "-pk")


def _of_list(answered: bool) -> Q:
    return ~Q(state=WishState.OPEN) if answered else Q(state=WishState.OPEN)


def seen_by(pk: int, user: User | None) -> Wish:
    """Return a wish that is public, or one's own. Raises Refused("not_found")."""
    own = Q(author=user) if user else Q(pk__in=[])
    rows = Wish.objects.select_related("organisation", "topic", "session")
    found = rows.filter(Q(pk__in=public().values("pk")) | own, pk=pk).first()
    if found is None:
        raise Refused("not_found")
    return found


def own(user: User) -> QuerySet[Wish]:
    """Return what a person suggested, the newest first."""
    rows = Wish.objects.filter(author=user).select_related("organisation", "topic", "session")
    return rows.order_by("-created_at", "-pk")


def voted(user: User | None, rows: Collection[Wish]) -> set[int]:
    """Return the ids of those of the wishes that the person voted for, in one query."""
    if user is None:
        return set()
    given = WishVote.objects.filter(user=user, wish__in=[wish.pk for wish in rows])
    return set(given.values_list("wish", flat=True))


def has_public_session(wish: Wish) -> bool:
    """Return whether the planned session has been announced: only then is it linked."""
    session = wish.session
    return session is not None and session.announced_for is not None and not session.rehearsal


def alike(title: str) -> list[Wish]:
    """Return public wishes that read like this one, the likest first.

    Pairs of characters are compared, which needs no words and so works for Chinese, with the
    most wanted and no more: a good guess at once is better than a perfect one too late.
    """
    pairs = _pairs(title)
    rows = public().order_by("-votes", "-pk")[:COMPARED]
    rated = sorted(((_likeness(pairs, _pairs(wish.title)), wish) for wish in rows), key=_rate)
    return [wish for likeness, wish in rated if likeness >= ALIKE][:SHOWN]


def _rate(rated: tuple[float, Wish]) -> tuple[float, int]:
    return -rated[0], rated[1].pk


def _pairs(text: str) -> set[str]:
    letters = [c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum()]
    return {a + b for a, b in pairwise(letters)} or set(letters)


def _likeness(one: set[str], other: set[str]) -> float:
    """Dice's coefficient: twice what both have, by what each has."""
    return 2 * len(one & other) / (len(one) + len(other) or 1)


def to_weigh(principal: Principal | None) -> QuerySet[Wish]:
    """Return the wishes that somebody decides: those to one's branches; those to no unit, or to
    one for which nobody plans, are the system administrator's. Nothing waits for ever.
    """
    mine = Q(organisation__in=rules.units_where(principal, "plan"))
    if rules.duty_of(principal) == Duty.SYSTEM:
        mine |= Q(organisation=None) | Q(organisation__in=_units_of_nobody())
    return Wish.objects.filter(mine).select_related("organisation", "topic", "session")


def _units_of_nobody() -> list[int]:
    """Return the ids of the units with wishes for which nobody plans, there or above. Two queries:
    the tree is walked here, for a database would compare every path with every other.
    """
    planned = rules.units_where_anybody("plan")
    units = Organisation.objects.filter(pk__in=Wish.objects.values("organisation"))
    return [unit.pk for unit in units.only("path") if planned.isdisjoint(unit.lineage)]


def every() -> QuerySet[Wish]:
    """Return all wishes: for the auditor, who reads everything."""
    return Wish.objects.select_related("organisation", "topic", "session")


def sessions_for(wish: Wish, principal: Principal | None) -> QuerySet[Session]:
    """Return the sessions that could be the answer to a wish: coming ones, drafts included, of
    units where the principal plans; of any for who decides without planning in the wish's unit.
    """
    rows = Session.objects.filter(
        state__in=states.COMING | {states.State.DRAFT}, rehearsal=False
    ).select_related("organisation")
    unit = wish.organisation
    if unit is not None and rules.may_plan(rules.rights_in(principal, unit)):
        rows = rows.filter(organisation__in=rules.units_where(principal, "plan"))
    return rows.order_by("-pk")
