"""Needs of those who handle cases."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from accounts import rules
from cases.models import Case
from cases.states import WAITING, State
from frontend.today.needs import LATE, OPEN, SOON, Desk, Need

# Calendar days: enough to see a week-end coming.
SOON_DUE = timedelta(days=3)


def to_reply(desk: Desk) -> list[Need]:
    """Return the cases of one's units that are overdue, due soon, waiting, or ready to close."""
    if not desk.staff.has("handle"):
        return []
    counts = _counts(desk)
    href = reverse("case_queue")
    piles = {
        "overdue": (LATE, "alarm-clock", _overdue),
        "soon": (SOON, "calendar-clock", _soon),
        "waiting": (OPEN, "folder-open", _waiting),
    }
    found = [
        Need(urgency, icon, say(counts[name]), href)
        for name, (urgency, icon, say) in piles.items()
        if counts[name]
    ]
    if counts["answered"]:
        found.append(
            Need(OPEN, "folder-check", _to_close(counts["answered"]), f"{href}?show=answered")
        )
    return found


def _counts(desk: Desk) -> dict[str, int]:
    """Return how many cases are in each of those piles, each case in one of them."""
    today = timezone.localdate(desk.now)
    soon = today + SOON_DUE
    waits = Q(state__in=WAITING)
    units = rules.units_where(desk.staff.principal, "handle")
    return Case.objects.filter(organisation__in=units).aggregate(
        overdue=Count("pk", filter=waits & Q(due_on__lt=today)),
        soon=Count("pk", filter=waits & Q(due_on__range=(today, soon))),
        waiting=Count("pk", filter=waits & Q(due_on__gt=soon)),
        answered=Count("pk", filter=Q(state=State.ANSWERED)),
    )


def _overdue(n: int) -> str:
    words = ngettext("%(n)s case is overdue", "%(n)s cases are overdue", n)
    return words % {"n": n}


def _soon(n: int) -> str:
    words = ngettext("%(n)s reply is due within 3 days", "%(n)s replies are due within 3 days", n)
    return words % {"n": n}


def _waiting(n: int) -> str:
    words = ngettext("%(n)s more case to be answered", "%(n)s more cases to be answered", n)
    return words % {"n": n}


def _to_close(n: int) -> str:
    words = ngettext("%(n)s answered case can be closed", "%(n)s answered cases can be closed", n)
    return words % {"n": n}
