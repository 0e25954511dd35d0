"""Sessions as iCalendar (RFC 5545, RFC 7986): one file, or a feed that calendars come back to.

The same sessions give the same bytes, so that a cache and an etag can stand before it. A
session keeps its UID for ever and its SEQUENCE rises with every change, which is how a
calendar knows a postponement or a cancellation of what it already shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from sessions_app import states
from sessions_app.models import Session
from sessions_app.states import State

CONTENT_TYPE = "text/calendar; charset=utf-8"
# How long a feed still shows what was cancelled, and what is over.
KEPT = timedelta(days=30)
# How often a calendar should come back.
REFRESH = timedelta(hours=1)
# More than any calendar wants to draw.
MOST = 1000
# From when to when the rules of the zone are written out.
ZONE_FROM, ZONE_TO = date(2020, 1, 1), date(2045, 1, 1)


def in_feeds(rows: QuerySet[Session]) -> QuerySet[Session]:
    """Return those of the rows that a feed shows: coming, on air, and what is just past."""
    since = timezone.now() - KEPT
    gone = Q(state=State.CANCELLED) & (Q(starts_at__gt=since) | Q(changed_at__gt=since))
    over = Q(state__in=states.OVER, starts_at__gt=since)
    shown = Q(state__in=states.COMING | states.ON_AIR) | gone | over
    return rows.filter(shown).order_by("starts_at", "pk")[:MOST]


def calendar(sessions: Iterable[Session], name: str) -> bytes:
    """Return a calendar with these sessions, in the active language."""
    made = Calendar()
    made.add("prodid", "-//Huiyin//Schedule 1//ZH")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", settings.TIME_ZONE)
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    zone = ZoneInfo(settings.TIME_ZONE)
    made.add_component(
        Timezone.from_tzinfo(zone, settings.TIME_ZONE, first_date=ZONE_FROM, last_date=ZONE_TO)
    )
    for session in sessions:
        made.add_component(_entry(session, zone))
    return bytes(made.to_ical())


def uid(session: Session) -> str:
    """Return the name under which every calendar knows the session, for ever."""
    return f"session-{session.number}@{urlsplit(settings.SITE_URL).hostname}"


def _entry(session: Session, zone: ZoneInfo) -> Event:
    address = settings.SITE_URL + reverse("session", args=[session.number])
    cancelled = session.state == State.CANCELLED
    entry = Event()
    entry.add("uid", uid(session))
    entry.add("sequence", session.version)
    entry.add("dtstamp", _changed(session))
    entry.add("last-modified", _changed(session))
    entry.add("dtstart", session.starts_at.astimezone(zone))
    entry.add("dtend", session.ends_at.astimezone(zone))
    entry.add("summary", _title(session), parameters={"LANGUAGE": get_language() or "zh-hans"})
    entry.add("description", _told(session, address))
    entry.add("url", address)
    entry.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    # To watch leaves one free for others who want an hour.
    entry.add("transp", "TRANSPARENT")
    entry.add("categories", [str(topic) for topic in session.topics.all()] or [_("Live session")])
    return entry


def _changed(session: Session) -> datetime:
    return (session.changed_at or session.starts_at).replace(microsecond=0)


def _title(session: Session) -> str:
    if session.state != State.CANCELLED:
        return session.title
    # Translators: 已取消：{title}
    return pgettext("calendar", "Cancelled: {title}").format(title=session.title)


def _told(session: Session, address: str) -> str:
    """What one wants to know when the calendar rings: who, on what, where."""
    guests = pgettext("between names", ", ").join(
        f"{guest.name} {guest.post}" for guest in session.guests.all()
    )
    lines = [
        session.organisation.name,
        guests and _("Answering: {guests}").format(guests=guests),
        session.cancel_reason and _("Reason: {reason}").format(reason=session.cancel_reason),
        session.summary,
        address,
    ]
    return "\n".join(filter(None, lines))
