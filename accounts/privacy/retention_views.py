"""The office page on which the system administrator says how long what is kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import office, retention
from accounts.office import Staff
from accounts.services.retention import keep_for
from log.codes import Refused


@office.office(office.runs)
def retention_periods(request: HttpRequest, staff: Staff) -> HttpResponse:
    """List the kinds that have a period; change one. What was typed is kept with its error."""
    context: dict[str, Any] = {"here": "office_retention", "staff": staff}
    status = 200
    if request.method == "POST":
        name, typed = request.POST.get("kind", ""), request.POST.get("days", "").strip()
        try:
            keep_for(name, int(typed), by=staff.principal)
        except (Refused, ValueError) as error:
            words = error.message() if isinstance(error, Refused) else _("Please write a number.")
            context |= {"wrong": name, "typed": typed, "error": words}
            status = 422
        else:
            messages.success(request, _("The period is changed."))
            return redirect("office_retention")
    periods = retention.periods()
    context["rows"] = [
        (kind, periods[name]) for name, kind in retention.kinds().items() if kind.sweep
    ]
    return render(request, "office/retention.html", context, status=status)
