"""The figures on the home page, counted from the rows each time."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from django.db.models import Count, Q, QuerySet

from cases import states
from cases.models import Case
from cases.states import State


class Figures(TypedDict):
    """How the cases stand. The median runs from the question to the closing."""

    closed_this_month: int
    median_working_days: float | int | None
    open: int
    overdue: int


def count(now: datetime, within: Q | None = None) -> Figures:
    """Return the figures at a moment of the platform's zone, of all cases or of some."""
    some = Case.objects.filter(within or Q())
    month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    closed = some.filter(state=State.CLOSED, closed_at__gte=month, closed_at__lte=now)
    standing = some.filter(state__in=states.OPEN).aggregate(
        open=Count("pk"),
        overdue=Count("pk", filter=Q(state__in=states.WAITING, due_on__lt=now.date())),
    )
    total = closed.count()
    return {
        "closed_this_month": total,
        "median_working_days": _median(closed, total),
        "open": standing["open"],
        "overdue": standing["overdue"],
    }


def _median(closed: QuerySet[Case], total: int) -> float | int | None:
    """Only the one or two rows in the middle are read, however many there are."""
    if not total:
        return None
    ordered = closed.order_by("working_days").values_list("working_days", flat=True)
    middle = [days or 0 for days in ordered[(total - 1) // 2 : total // 2 + 1]]
    both = sum(middle)
    return both // len(middle) if both % len(middle) == 0 else both / len(middle)
