"""Which sessions and units somebody who plans may see here; others get a page that is not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict

from accounts import office, rules
from accounts.models import Organisation
from accounts.office import Staff
from sessions_app.models import Session

View = Callable[[HttpRequest, Staff, Session], HttpResponseBase]


def plans_in(staff: Staff, unit: Organisation) -> bool:
    """Return whether the right to plan is held in this unit, or above it. No query."""
    above = set(unit.lineage)
    return any(right == "plan" and pk in above for pk, right in staff.held)


def branch(staff: Staff) -> QuerySet[Organisation]:
    """Return the units whose sessions somebody sees: those of the branch; the auditor, all."""
    if staff.is_auditor:
        return Organisation.objects.all()
    return rules.units_where(staff.principal, "plan")


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what a form is bound to: what was sent, be it empty; None for a look."""
    return request.POST if request.method == "POST" else None


def session_of(staff: Staff, number: int) -> Session:
    """Return a session of the branch. Raises Http404; rehearsals have no page here."""
    session = (
        Session.objects.select_related("organisation", "created_by")
        .filter(number=number, rehearsal=False)
        .first()
    )
    if session is None or not (staff.is_auditor or plans_in(staff, session.organisation)):
        raise Http404
    return session


def planning(view: View) -> Callable[..., HttpResponseBase]:
    """Let a view of one session be seen by those who plan there; it is given the session."""

    @office.office(office.plans)
    @wraps(view)
    def guarded(request: HttpRequest, staff: Staff, number: int) -> HttpResponseBase:
        return view(request, staff, session_of(staff, number))

    return guarded
