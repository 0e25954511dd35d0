"""Needs of the live rooms: questions to decide on, questions to answer, sessions to prepare."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogue.models import Question
from dialogue.states import WAITING, State
from frontend.today.needs import NOW, OPEN, SOON, Desk, Need
from sessions_app.models import Session
from sessions_app.states import COMING, ON_AIR
from sessions_app.workplaces import Workplace

SOON_BEGINS = timedelta(days=1)


def to_decide(desk: Desk) -> list[Need]:
    """Return the sessions in which questions wait for this moderator, and how long by now."""
    mine = [place.session for place in desk.places if "moderate" in place.rights]
    held = _waiting(mine, [State.HELD], oldest=Min("asked_at"))
    return [_decide(session, held[session.pk], desk.now) for session in mine if session.pk in held]


def _decide(session: Session, held: dict[str, Any], now: datetime) -> Need:
    late = now - held["oldest"] > timedelta(minutes=session.promise_minutes)
    count = held["n"]
    words = ngettext("%(n)s question to review", "%(n)s questions to review", count) % {"n": count}
    if late:
        words += _(", the oldest for more than %(minutes)s minutes") % {
            "minutes": session.promise_minutes
        }
    urgency = NOW if late or session.state in ON_AIR else OPEN
    return Need(urgency, "inbox", words, reverse("desk", args=[session.number]), session.title)


def to_answer(desk: Desk) -> list[Need]:
    """Return the sessions on air in which questions wait for this leader's answer."""
    mine = [p.session for p in desk.places if "answer" in p.rights and p.session.state in ON_AIR]
    waiting = _waiting(mine, WAITING)
    return [
        Need(NOW, "message-square", _answers(waiting[s.pk]["n"]), _console(s), s.title)
        for s in mine
        if s.pk in waiting
    ]


def _answers(count: int) -> str:
    return ngettext(
        "%(n)s question waits for your answer", "%(n)s questions wait for your answer", count
    ) % {"n": count}


def _console(session: Session) -> str:
    return reverse("console", args=[session.number])


def to_open(desk: Desk) -> list[Need]:
    """Return what this host has to open: what should have begun, and what begins within a day."""
    hosted = [p for p in desk.places if "host" in p.rights and p.session.state in COMING]
    soon = [p for p in hosted if p.session.starts_at - desk.now < SOON_BEGINS]
    return [_open(place, desk.now) for place in soon if not place.session.opens_by_clock]


def _open(place: Workplace, now: datetime) -> Need:
    session = place.session
    due = session.starts_at <= now
    words = _("Its time has come: please open it") if due else _("You open it within a day")
    href = reverse("host", args=[session.number])
    return Need(NOW if due else SOON, "mic", words, href, session.title)


def _waiting(
    sessions: list[Session], states: Collection[State], **also: Min
) -> dict[int, dict[str, Any]]:
    """Return {session's id: {n, …}} of the questions in some states: one query, or none."""
    if not sessions:
        return {}
    rows = Question.objects.filter(session__in=sessions, state__in=states)
    found = rows.order_by().values("session_id").annotate(n=Count("pk"), **also)
    return {row["session_id"]: dict(row) for row in found}
