"""Reads about sessions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db.models import QuerySet

from accounts.principals import Principal
from log.codes import Refused
from sessions_app import rules, states
from sessions_app.events import Speaker
from sessions_app.models import Session
from sessions_app.states import State


def public_sessions() -> QuerySet[Session]:
    """Return the sessions that anyone may know of, with what a card shows."""
    # A draft that was cancelled was never announced: nobody knows of it.
    return (
        Session.objects.filter(announced_for__isnull=False, rehearsal=False)
        .select_related("organisation")
        .prefetch_related("guests")
    )


def on_air() -> QuerySet[Session]:
    """Return what is live or paused now, newest first."""
    return public_sessions().filter(state__in=states.ON_AIR).order_by("-opened_at")


def coming() -> QuerySet[Session]:
    """Return what is announced, soonest first."""
    return public_sessions().filter(state__in=states.COMING).order_by("starts_at")


def past() -> QuerySet[Session]:
    """Return what is over, latest first: by the moment it began, which is what lists show."""
    return public_sessions().filter(state__in=states.OVER).order_by("-opened_at", "-pk")


def by_number(number: int) -> Session:
    """Return a session by its public number; drafts too. Raises Refused("not_found")."""
    try:
        return Session.objects.select_related("organisation").get(number=number)
    except Session.DoesNotExist as error:
        raise Refused("not_found") from error


def known_by_number(number: int, who: Principal | None = None) -> Session:
    """Return a session that `who` may know of: public, or a rehearsal they belong to.

    Raises Refused("not_found") for everything else, and for numbers that were never given out.
    """
    session = with_room(number)
    demand_found(session, who)
    return session


def readable(number: int, who: Callable[[], Principal | None]) -> Session:
    """Return a session that has pages for whoever asks. Raises Refused("not_found").

    Who that is is asked where it matters: for a rehearsal, and for a number that leads nowhere.
    An answer's headers say that cookies were looked at, and would tell the two apart.
    """
    try:
        session = with_room(number)
    except Refused:
        who()
        raise
    if session.rehearsal:
        demand_found(session, who())
    return session


def with_room(number: int) -> Session:
    """Return a session that has a live room, whoever may enter it.

    Raises Refused("not_found") for drafts and for numbers that were never given out.
    """
    session = by_number(number)
    if session.state == State.DRAFT or _cancelled_unseen(session):
        raise Refused("not_found")
    return session


def demand_found(session: Session, who: Principal | None) -> None:
    """Raise Refused("not_found") for somebody else's rehearsal."""
    if not rules.may_find(who, session):
        raise Refused("not_found")


def _cancelled_unseen(session: Session) -> bool:
    """Return whether a draft was cancelled: it was never announced, so nobody knows of it."""
    return session.state == State.CANCELLED and session.announced_for is None


def speakers(session: Session) -> list[Speaker]:
    """Return everyone who can speak in the session: the leaders in order."""
    return [Speaker(key=g.key, name=g.name, post=g.post) for g in session.guests.all()]


def due(step: str, now: datetime) -> QuerySet[Session]:
    """Return the sessions for which the clock should take `step` now.

    Raises ValueError for a step that the clock does not take.
    """
    every = Session.objects.select_related("organisation")
    match step:
        case "announce":
            return every.filter(state=State.DRAFT, announce_at__lte=now)
        case "collect":
            return every.filter(state=State.ANNOUNCED, collect_from__lte=now)
        case "open":
            return every.filter(state__in=states.COMING, opens_by_clock=True, starts_at__lte=now)
        case "close_intake":
            return every.filter(
                state__in=states.TAKES_QUESTIONS, intake_closed=False, ends_at__lte=now
            )
        case "end":
            return every.filter(state__in=states.ON_AIR, ends_at__lte=now)
        case "lapse":
            return every.filter(state__in=states.COMING, ends_at__lte=now)
    raise ValueError(step)
