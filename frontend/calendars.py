"""The schedule for calendars: one session as a file, and feeds that they come back to."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Leader, Organisation
from dialogue import caching
from frontend.tongue import of_address
from sessions_app import calendars, filters
from sessions_app import queries as sessions
from sessions_app.calendars import CONTENT_TYPE
from sessions_app.filters import Filters
from sessions_app.models import Session, Topic

# Calendars come back by the hour; a change should not wait much longer than that.
FRESH_SECONDS = 300


@require_safe
def session_ics(request: HttpRequest, number: int) -> HttpResponseBase:
    """Give one session as a file that a calendar opens."""
    found = list(_with_topics(sessions.public_sessions().filter(number=number)))
    if not found:
        raise Http404
    response = _answer(request, found, found[0].title)
    response["Content-Disposition"] = f'attachment; filename="session-{number}.ics"'
    return response


@require_safe
def all_coming(request: HttpRequest) -> HttpResponseBase:
    """Give the whole schedule."""
    return _feed(request, Filters(when="all"), "")


@require_safe
def of_unit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the sessions of a unit and of those below it."""
    unit = get_object_or_404(Organisation, pk=pk)
    return _feed(request, Filters(when="all", unit=unit), unit.name)


@require_safe
def of_leader(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the sessions in which a leader answers."""
    leader = get_object_or_404(Leader, pk=pk)
    return _feed(request, Filters(when="all", leader=leader), leader.name)


@require_safe
def of_topic(request: HttpRequest, code: str) -> HttpResponseBase:
    """Give the sessions on a topic."""
    topic = get_object_or_404(Topic, code=code)
    with translation.override(_language(request)):
        return _feed(request, Filters(when="all", topic=topic), str(topic))


def _feed(request: HttpRequest, chosen: Filters, of: str) -> HttpResponseBase:
    rows = filters.narrow(sessions.public_sessions(), chosen)
    with translation.override(_language(request)):
        name = _("Huiyin: {name}").format(name=of) if of else _("Huiyin: live sessions")
    return _answer(request, calendars.in_feeds(_with_topics(rows)), name)


def _with_topics(rows: QuerySet[Session]) -> QuerySet[Session]:
    return rows.prefetch_related("topics")


def _answer(request: HttpRequest, rows: Iterable[Session], name: str) -> HttpResponseBase:
    with translation.override(_language(request)):
        body = calendars.calendar(rows, name)
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    return caching.page(request, response, seconds=FRESH_SECONDS)


def _language(request: HttpRequest) -> str:
    return of_address(request, otherwise=get_language() or "zh-hans")
