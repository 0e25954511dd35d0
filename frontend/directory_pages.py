"""Who answers, and for what: the pages of leaders, units and topics."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts import directory
from cases import queries as cases
from dialogue import caching
from dialogue import queries as dialogue
from log.codes import Refused
from sessions_app import filters, wishes
from sessions_app import queries as sessions
from sessions_app.filters import Filters
from sessions_app.models import Topic

FRESH_SECONDS = 3
PER_PAGE, UNITS_BELOW = 24, 60
COMING, PAST, WISHES = 6, 8, 3
LONGEST_WORDS = 60


@require_safe
def leaders(request: HttpRequest) -> HttpResponseBase:
    """List leaders by name; ?q= looks in names and posts."""
    words = _words(request)
    return _listed(request, "frontend/leaders.html", directory.leaders(words), words)


@require_safe
def units(request: HttpRequest) -> HttpResponseBase:
    """List the units that stand above all others; or with ?q= all that are called so."""
    words = _words(request)
    rows = directory.units(words) if words else directory.tops()
    return _listed(request, "frontend/units.html", rows, words)


@require_safe
def leader(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a leader: posts now and before, and the sessions with what was answered."""
    try:
        found = directory.leader(pk)
    except Refused as refusal:
        raise Http404 from refusal
    now, former = directory.posts(found)
    context = {
        "leader": found,
        "posts": now,
        "former": former,
        "answered": dialogue.answered_by(found),
        **_sessions(Filters(leader=found)),
    }
    return _public(request, "frontend/leader.html", context)


@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a unit: where it stands, how to reach it, who is in office, what it answered."""
    try:
        found = directory.unit(pk)
    except Refused as refusal:
        raise Http404 from refusal
    context = {
        "unit": found,
        "above": directory.above(found),
        "page": Paginator(directory.below(found), UNITS_BELOW).get_page(request.GET.get("page")),
        "query": "",
        "holders": directory.holders(found),
        "figures": cases.figures_of(found),
        **_sessions(Filters(unit=found)),
    }
    return _public(request, "frontend/unit.html", context)


@require_safe
def topic(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show a topic: its sessions, and what the public would like to hear on it."""
    found = get_object_or_404(Topic, code=code)
    open_wishes = wishes.listed(wishes.Choice(topic=found))[:WISHES]
    context = {"topic": found, "wishes": open_wishes, **_sessions(Filters(topic=found))}
    return _public(request, "frontend/topic.html", context)


def _sessions(chosen: Filters) -> dict[str, Any]:
    """What is live, coming and past of the sessions that a filter leaves."""
    public = sessions.public_sessions()
    return {
        "chosen": chosen,
        "on_air": filters.narrow(public, chosen.at("live")),
        "coming": filters.narrow(public, chosen)[:COMING],
        "past": filters.narrow(public, chosen.at("past"))[:PAST],
        "past_address": chosen.at("past").address,
    }


def _words(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST_WORDS]


def _listed(request: HttpRequest, template: str, rows: Any, words: str) -> HttpResponseBase:
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    query = f"{urlencode({'q': words})}&" if words else ""
    return _public(request, template, {"page": page, "words": words, "query": query})


def _public(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponseBase:
    return caching.page(request, render(request, template, context), seconds=FRESH_SECONDS)
