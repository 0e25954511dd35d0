"""Reminders: a day and an hour before a session begins, once for each time it is given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from sessions_app.models import Matter, Session, Telling
from sessions_app.states import COMING

AHEAD = {Matter.TOMORROW: timedelta(days=1), Matter.SOON: timedelta(hours=1)}
_NEWS = (Matter.ANNOUNCED, Matter.POSTPONED)


def write(now: datetime) -> None:
    """Write down the reminders that are due. Two clocks at once write the same keys."""
    rows = [
        Telling(
            key=f"session.{session.number}.{matter}.{_stamp(session.starts_at)}",
            matter=matter,
            session=session,
            starts_at=session.starts_at,
        )
        for matter, ahead in AHEAD.items()
        for session in _due(matter, ahead, now)
    ]
    if rows:
        Telling.objects.bulk_create(rows, ignore_conflicts=True)


def _due(matter: Matter, ahead: timedelta, now: datetime) -> QuerySet[Session]:
    """Sessions that begin that soon, but those whose time was told later than that."""
    told = Telling.objects.filter(session=OuterRef("pk"))
    already = told.filter(matter=matter, starts_at=OuterRef("starts_at"))
    news = told.filter(matter__in=_NEWS, created_at__gt=OuterRef("starts_at") - ahead)
    return Session.objects.filter(
        ~Exists(already),
        ~Exists(news),
        state__in=COMING,
        rehearsal=False,
        starts_at__gt=now,
        starts_at__lte=now + ahead,
    )


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
