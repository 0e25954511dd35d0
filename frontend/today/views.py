"""The staff's home page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import office
from frontend.today import cases, planning, platform, rooms
from frontend.today.needs import Desk, Need, Source
from sessions_app import workplaces

SOURCES: tuple[Source, ...] = (
    rooms.to_open,
    rooms.to_decide,
    rooms.to_answer,
    cases.to_reply,
    planning.to_announce,
    planning.to_staff,
    planning.to_prepare,
    planning.wishes,
    platform.for_system,
    platform.for_security,
    platform.for_audit,
)


def needs_of(desk: Desk) -> list[Need]:
    """Return everything that needs somebody, the most urgent first."""
    found = [need for source in SOURCES for need in source(desk)]
    return sorted(found, key=lambda need: need.urgency)


@never_cache
@require_safe
def today(request: HttpRequest) -> HttpResponseBase:
    """Show staff what needs them now; everybody else gets the answer of a missing page."""
    if not request.user.is_authenticated:
        return redirect(f"/sign-in/?next={request.path}")
    staff = office.staff_of(request)
    if staff is None:
        raise Http404
    now = timezone.now()
    desk = Desk(staff, workplaces.of(staff.principal, now), now)
    if not (desk.places or office.works(staff)):
        raise Http404
    context = {"here": "office", "staff": staff, "places": desk.places, "needs": needs_of(desk)}
    return render(request, "office/today.html", context)
