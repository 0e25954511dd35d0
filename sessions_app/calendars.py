"""Sessions as iCalendar (RFC 5545, RFC 7986): one file, or a feed that calendars come back to.

The same sessions give the same bytes, so that a cache and an etag can stand before it. A
session keeps its UID for ever and its SEQUENCE rises with every change, which is how a
calendar knows a postponement or a cancellation of what it already shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from sessions_app.models import Session
from sessions_app.states import State

CONTENT_TYPE = "text/calendar; charset=utf-8"
# How long a feed still shows what was cancelled, and what is over.
KEPT = timedelta(days=30)
# How often a calendar should come back.
REFRESH = timedelta(hours=1)
# How many sessions a feed holds at most: those to come, and those that were.
AHEAD, BEHIND = 250, 50
# From when to when the rules of the zone are written out.
ZONE_FROM, ZONE_TO = date(2020, 1, 1), date(2045, 1, 1)


def in_feeds(rows: QuerySet[Session]) -> list[Session]:
    """Return those of the rows that a feed shows: what is coming or on air, and just past.

    What is nearest to today, where there is more than a calendar wants to draw.
    """
    now = timezone.now()
    recent = Q(starts_at__gt=now - KEPT) | Q(state=State.CANCELLED, changed_at__gt=now - KEPT)
    ahead = rows.filter(ends_at__gte=now).order_by("starts_at", "pk")[:AHEAD]
    behind = rows.filter(recent, ends_at__lt=now).order_by("-starts_at", "-pk")[:BEHIND]
    return [*reversed(behind), *ahead]


@dataclass(frozen=True, slots=True)
class Entry:
    """All that a calendar is told of a session, in one language."""

    uid: str
    sequence: int
    changed: datetime
    starts: datetime
    ends: datetime
    title: str
    told: str
    address: str
    cancelled: bool
    topics: tuple[str, ...]
    language: str


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
    head, end = bytes(made.to_ical()).split(b"END:VCALENDAR", 1)
    entries = b"".join(_written(entry(session)) for session in sessions)
    return b"".join([head, _zone(settings.TIME_ZONE), entries, b"END:VCALENDAR", end])


def uid(session: Session) -> str:
    """Return the name under which every calendar knows the session, for ever."""
    return f"session-{session.number}@{urlsplit(settings.SITE_URL).hostname}"


def entry(session: Session) -> Entry:
    """Return what a calendar is told of a session, in the active language."""
    address = settings.SITE_URL + reverse("session", args=[session.number])
    topics = tuple(str(topic) for topic in session.topics.all())
    return Entry(
        uid=uid(session),
        sequence=session.version,
        changed=(session.changed_at or session.starts_at).replace(microsecond=0),
        starts=session.starts_at,
        ends=session.ends_at,
        title=_title(session),
        told=_told(session, address),
        address=address,
        cancelled=session.state == State.CANCELLED,
        topics=topics or (_("Live session"),),
        language=get_language() or "zh-hans",
    )


@lru_cache(maxsize=8)
def _zone(name: str) -> bytes:
    made = Timezone.from_tzinfo(ZoneInfo(name), name, first_date=ZONE_FROM, last_date=ZONE_TO)
    return bytes(made.to_ical())


@lru_cache(maxsize=4096)
def _written(told: Entry) -> bytes:
    """Most of a feed is as it was an hour ago: only what changed is written anew."""
    zone = ZoneInfo(settings.TIME_ZONE)
    made = Event()
    made.add("uid", told.uid)
    made.add("sequence", told.sequence)
    made.add("dtstamp", told.changed)
    made.add("last-modified", told.changed)
    made.add("dtstart", told.starts.astimezone(zone))
    made.add("dtend", told.ends.astimezone(zone))
    made.add("summary", told.title, parameters={"LANGUAGE": told.language})
    made.add("description", told.told)
    made.add("url", told.address)
    made.add("status", "CANCELLED" if told.cancelled else "CONFIRMED")
    # To watch leaves one free for others who want an hour.
    made.add("transp", "TRANSPARENT")
    made.add("categories", list(told.topics))
    return bytes(made.to_ical())


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
