"""Reading the security log: filtered, newest first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from accounts import days
from accounts.models import SecurityEvent, User

PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see of the log."""

    user: User | None = None
    kind: str = ""
    outcome: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines, and the id after which the next page goes on (0: there is none)."""

    rows: list[SecurityEvent]
    older: int


def page(asked: Asked, *, before: int = 0) -> Page:
    """Return the lines older than the line `before`: at most PAGE, in at most two queries.

    By time and id and not by number of page, so that page 2,000 is as quick as the first.
    """
    rows = _filtered(asked)
    if before:
        at = SecurityEvent.objects.filter(pk=before).values_list("at", flat=True).first()
        if at is not None:
            rows = rows.filter(at__lte=at).exclude(Q(at=at) & Q(pk__gte=before))
    found = list(rows.select_related("user").order_by("-at", "-pk")[: PAGE + 1])
    return Page(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else 0)


def of_person(user: User, limit: int = 20) -> list[SecurityEvent]:
    """Return what happened last to somebody's account."""
    return list(SecurityEvent.objects.filter(user=user).order_by("-at", "-pk")[:limit])


def _filtered(asked: Asked) -> QuerySet[SecurityEvent]:
    rows = SecurityEvent.objects.all()
    if asked.user:
        rows = rows.filter(user=asked.user)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.outcome:
        rows = rows.filter(succeeded=asked.outcome == "ok")
    if asked.since:
        rows = rows.filter(at__gte=days.begin(asked.since))
    if asked.until:
        rows = rows.filter(at__lt=days.end(asked.until))
    return rows
