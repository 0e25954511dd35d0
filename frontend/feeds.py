"""The news of the schedule as Atom (RFC 4287): announced, moved, cancelled, live, answered."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.models import Leader, Organisation
from dialogue import caching
from frontend.templatetags.huiyin import clock, day
from frontend.tongue import of_address
from frontend.xml_text import for_xml
from sessions_app import filters, states
from sessions_app import queries as sessions
from sessions_app.filters import Filters
from sessions_app.models import Session, Topic
from sessions_app.states import State

FRESH_SECONDS = 60
ENTRIES = 50
CONTENT_TYPE = "application/atom+xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class News:
    """The latest that is to be told of a session. Told again only when there is other news."""

    # Part of the entry's id: what was moved twice is news twice.
    name: str
    title: str
    text: str


@require_safe
def whole(request: HttpRequest) -> HttpResponseBase:
    """Give the news of all sessions."""
    return _feed(request, Filters(when="all"), reverse("session_list"))


@require_safe
def of_unit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the news of the sessions of a unit and of those below it."""
    unit = get_object_or_404(Organisation, pk=pk)
    return _feed(request, Filters(when="all", unit=unit), reverse("unit", args=[pk]))


@require_safe
def of_leader(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the news of the sessions in which a leader answers."""
    leader = get_object_or_404(Leader, pk=pk)
    return _feed(request, Filters(when="all", leader=leader), reverse("leader", args=[pk]))


@require_safe
def of_topic(request: HttpRequest, code: str) -> HttpResponseBase:
    """Give the news of the sessions on a topic."""
    topic = get_object_or_404(Topic, code=code)
    return _feed(request, Filters(when="all", topic=topic), reverse("topic", args=[code]))


def _feed(request: HttpRequest, chosen: Filters, page: str) -> HttpResponseBase:
    rows = filters.narrow(sessions.public_sessions(), chosen).prefetch_related("topics")
    latest = rows.filter(changed_at__isnull=False).order_by("-changed_at", "-pk")[:ENTRIES]
    with translation.override(of_address(request)):
        feed = _written(latest, _of(chosen), page, request)
    response = HttpResponse(feed.writeString("utf-8"), content_type=CONTENT_TYPE)
    return caching.page(request, response, seconds=FRESH_SECONDS)


def _of(chosen: Filters) -> str:
    named = chosen.unit or chosen.leader or chosen.topic
    return for_xml(str(named)) if named else ""


def _written(rows: QuerySet[Session], of: str, page: str, request: HttpRequest) -> Atom1Feed:
    site = settings.SITE_URL
    feed = Atom1Feed(
        title=_("Huiyin: {name}").format(name=of) if of else _("Huiyin: live sessions"),
        link=site + page,
        description=None,
        language=translation.get_language(),
        feed_url=site + request.get_full_path(),
        feed_guid=_id(f"feed{request.path}"),
        author_name=_("Huiyin"),
    )
    for session in rows:
        news = news_of(session)
        feed.add_item(
            title=for_xml(news.title),
            link=site + reverse("session", args=[session.number]),
            description=for_xml(news.text),
            unique_id=_id(f"session/{session.number}/{news.name}"),
            pubdate=session.announced_at or session.changed_at,
            updateddate=session.changed_at,
            author_name=for_xml(session.organisation.name),
            categories=[str(topic) for topic in session.topics.all()],
        )
    return feed


def _id(name: str) -> str:
    """Return a tag URI (RFC 4151): it stays the same wherever pages move to."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{name}"


def news_of(session: Session) -> News:
    """Return what is new about a session, in the active language."""
    title, begins = session.title, f"{day(session.starts_at)} {clock(session.starts_at)}"
    text = _told(session, begins)
    if session.state == State.CANCELLED:
        said = pgettext("calendar", "Cancelled: {title}").format(title=title)
        why = session.cancel_reason
        return News("cancelled", said, _("Reason: {reason}").format(reason=why) if why else text)
    if session.state in states.OVER:
        return News("answered", _("Answered: {title}").format(title=title), text)
    if session.state in states.ON_AIR:
        return News("live", _("Live now: {title}").format(title=title), text)
    if session.was_moved:
        said = _("Moved to {begins}: {title}").format(begins=begins, title=title)
        return News(f"moved/{session.starts_at:%Y%m%dT%H%M}", said, text)
    return News("announced", _("Announced: {title}").format(title=title), text)


def _told(session: Session, begins: str) -> str:
    guests = pgettext("between names", ", ").join(
        f"{guest.name} {guest.post}" for guest in session.guests.all()
    )
    return " · ".join(filter(None, [begins, session.organisation.name, guests, session.summary]))
