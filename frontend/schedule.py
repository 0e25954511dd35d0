"""The schedule: every session there is, narrowed by whatever one looks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import directory
from accounts.models import Leader, Organisation
from dialogue import caching
from frontend.cards import live_card
from frontend.words import TABS
from sessions_app import filters
from sessions_app import queries as sessions
from sessions_app.filters import Filters
from sessions_app.models import Topic

FRESH_SECONDS = 3
PER_PAGE = 20
LONGEST_NAME = 60
Row = TypeVar("Row", Leader, Organisation)


@dataclass(frozen=True, slots=True)
class Guess:
    """What was typed into a field for a name, and the rows that it may mean."""

    field: str
    typed: str
    rows: Sequence[Leader | Organisation]
    rest: str


@require_safe
def session_list(request: HttpRequest) -> HttpResponseBase:
    """Show one tab of the schedule, narrowed by the filters of the address.

    What the form sends holds names and empty fields: it leads on to the address that says the
    same without them, so that what one copies is short and means the same for everybody.
    """
    chosen, guesses = _understood(request, filters.read(request.GET))
    if _came_from_form(request) and not guesses:
        return redirect(f"{reverse('session_list')}?{chosen.address}")
    rows = filters.narrow(sessions.public_sessions(), chosen)
    live_above = chosen.when == "coming" and not chosen.narrowed
    context = {
        "when": chosen.when,
        "chosen": chosen,
        "tabs": [(when, TABS[when], chosen.at(when).address) for when in filters.WHENS],
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "query": f"{chosen.address}&",
        "live": [live_card(session) for session in sessions.on_air()] if live_above else [],
        "parts": _parts(chosen),
        "any_day": chosen.without("period", "from", "to"),
        "guesses": guesses,
        "topics": Topic.objects.filter(active=True),
    }
    response = render(request, "sessions_app/list.html", context)
    return caching.page(request, response, seconds=FRESH_SECONDS)


def _came_from_form(request: HttpRequest) -> bool:
    return "unit_name" in request.GET or "leader_name" in request.GET


def _understood(request: HttpRequest, chosen: Filters) -> tuple[Filters, list[Guess]]:
    """Return the filters with the names that were typed, and what those may mean instead."""
    unit, unit_rows = _named(request, "unit_name", chosen.unit, directory.suggest_units)
    leader, leader_rows = _named(request, "leader_name", chosen.leader, directory.suggest_leaders)
    meant = replace(chosen, unit=unit, leader=leader)
    guesses = [
        Guess(field, _typed(request, f"{field}_name"), rows, meant.without(field))
        for field, rows in (("unit", unit_rows), ("leader", leader_rows))
        if rows is not None
    ]
    return meant, guesses


def _named(
    request: HttpRequest, field: str, known: Row | None, suggest: Callable[[str], list[Row]]
) -> tuple[Row | None, list[Row] | None]:
    """Return the row that a name means; or None with the rows that it may mean."""
    if field not in request.GET:
        return known, None
    typed = _typed(request, field)
    if not typed or (known and known.name == typed):
        return (known if typed else None), None
    found = suggest(typed)
    same = [row for row in found if row.name == typed]
    for only in (same, found):
        if len(only) == 1:
            return only[0], None
    return None, same or found


def _typed(request: HttpRequest, field: str) -> str:
    return " ".join(request.GET.get(field, "").replace("\x00", "").split())[:LONGEST_NAME]


def _parts(chosen: Filters) -> list[tuple[str, str]]:
    """Return what is chosen, in words, each with the address that leaves it out."""
    periods = {"week": _("This week"), "month": _("This month")}
    parts = [
        ("q", f"“{chosen.words}”" if chosen.words else ""),
        ("unit", chosen.unit and chosen.unit.name),
        ("leader", chosen.leader and chosen.leader.name),
        ("topic", chosen.topic and str(chosen.topic)),
        ("period", periods.get(chosen.period)),
        ("from", chosen.first and _("from {day}").format(day=chosen.first)),
        ("to", chosen.last and _("until {day}").format(day=chosen.last)),
    ]
    # The narrower address keeps the tab, whatever goes.
    return [(words, chosen.without(name)) for name, words in parts if words]
