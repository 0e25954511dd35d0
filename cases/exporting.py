"""What became of somebody's questions as cases, for that person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.portable import Section
from cases.models import Case


def export(user: User) -> list[Section]:
    """Return the cases that the person's questions became; what is public of them."""
    columns = {
        "number": _("No."),
        "title": _("Title"),
        "organisation__name": _("Unit"),
        "state": _("State"),
        "due_on": _("Due on"),
        "answered_at": _("Answered"),
        "reply": _("Official reply"),
        "closed_at": _("Closed"),
    }
    rows = Case.objects.filter(links__question__user=user).distinct().order_by("pk")
    return [Section("cases", _("My cases"), columns, list(rows.values(*columns)))]
