"""The schedule of a branch: tabs, a search, a filter by unit."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe
from django_stubs_ext import StrPromise

from accounts.asked import words
from accounts.office import Staff, office, plans
from sessions_app import states
from sessions_app.models import Guest, Session
from sessions_app.offices.access import branch
from sessions_app.states import State

PER_PAGE = 20
LONGEST_SEARCH = 80
# By the word in the address: what the tab is called, which sessions it holds, in which order.
TABS: dict[str, tuple[StrPromise, frozenset[State], str]] = {
    "coming": (pgettext_lazy("sessions", "Coming"), states.COMING, "starts_at"),
    "drafts": (pgettext_lazy("sessions", "Drafts"), frozenset({State.DRAFT}), "starts_at"),
    "live": (pgettext_lazy("sessions", "On air"), states.ON_AIR, "starts_at"),
    "over": (pgettext_lazy("sessions", "Over"), states.OVER, "-starts_at"),
    "cancelled": (pgettext_lazy("sessions", "Cancelled"), frozenset({State.CANCELLED}), "-pk"),
}


@office(plans)
@require_safe
def schedule(request: HttpRequest, staff: Staff) -> HttpResponseBase:
    """List the sessions of one's branch."""
    asked = {name: words(request, name, LONGEST_SEARCH) for name in ("q", "unit")}
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "coming"
    rows = _found(_of_branch(staff), **asked)
    counts = _counts(rows)
    _label, some, order = TABS[tab]
    here = rows.filter(state__in=some).order_by(order, "pk")
    kept = {name: value for name, value in asked.items() if value}
    context = {
        "here": "office_sessions",
        "staff": staff,
        "tab": tab,
        "tabs": [(name, label, counts[name]) for name, (label, _some, _order) in TABS.items()],
        "asked": asked,
        "kept": f"{urlencode(kept)}&" if kept else "",
        "query": f"{urlencode({'tab': tab, **kept})}&",
        "page": _page(request, here, counts[tab]),
        "may_add": staff.has("plan"),
    }
    return render(request, "sessions_app/office/schedule.html", context)


def _of_branch(staff: Staff) -> QuerySet[Session]:
    rows = Session.objects.filter(rehearsal=False)
    return rows if staff.is_auditor else rows.filter(organisation__in=branch(staff))


def _found(rows: QuerySet[Session], *, q: str, unit: str) -> QuerySet[Session]:
    if q:
        # Not by a join, which would look at every guest of every session.
        named = Guest.objects.filter(name__icontains=q).values("session")
        by_number = Q(number=int(q)) if q.isdecimal() and len(q) < 10 else Q()
        rows = rows.filter(Q(title__icontains=q) | Q(pk__in=named) | by_number)
    if unit:
        rows = rows.filter(organisation__name__icontains=unit)
    return rows


def _counts(rows: QuerySet[Session]) -> dict[str, int]:
    by_state: dict[str, int] = dict(
        rows.order_by().values_list("state").annotate(count=Count("pk"))
    )
    return {
        name: sum(by_state.get(state, 0) for state in some)
        for name, (_label, some, _order) in TABS.items()
    }


def _page(request: HttpRequest, rows: QuerySet[Session], count: int) -> Any:
    shown = rows.select_related("organisation").prefetch_related("guests")
    pages = Paginator(shown, PER_PAGE)
    # Counted already, with the other tabs.
    pages.count = count
    return pages.get_page(request.GET.get("page"))
