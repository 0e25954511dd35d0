"""The steps of a session's life: conditional flips, each with its event.

A flip says "still in this state → the next", in the database, so that two clocks at
once, a paused clock or a host and a clock together do no harm: one wins. All but
`change_details` raise Refused("illegal_step") where the step does not lead on.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.principals import SYSTEM, Principal
from log.canonical import timestamp
from log.codes import Refused
from log.vocabulary import EventData
from log.writing import Locked, append, lock
from sessions_app import events
from sessions_app.models import Session
from sessions_app.services import telling
from sessions_app.states import ON_AIR, STEPS, TAKES_QUESTIONS

# From the planned start to the last minute it may be extended to.
MOST_HOURS = 12
# What may be changed about a session; everything else moves by its steps.
DETAILS = (
    "title",
    "summary",
    "organisation",
    "announce_at",
    "collect_from",
    "starts_at",
    "ends_at",
    "opens_by_clock",
    "grace_minutes",
    "asking",
    "guests_may_support",
    "max_length",
    "per_person",
    "slow_seconds",
    "promise_minutes",
    "live_text",
    "poster",
    "stream_url",
)


def details_of(session: Session) -> dict[str, Any]:
    """Return the announced details of a session, as they go into the log."""
    return {
        "title": session.title,
        "summary": session.summary,
        "unit": session.organisation.name,
        "starts_at": timestamp(session.starts_at),
        "ends_at": timestamp(session.ends_at),
        "guests": [
            events.Speaker(key=guest.key, name=guest.name, post=guest.post)
            for guest in session.guests.all()
        ],
        "rules": rules_of(session),
        "topics": [
            events.Field(code=topic.code, name=topic.name, name_en=topic.name_en)
            for topic in session.topics.all()
        ],
        "poster": session.poster.url if session.poster else "",
        "stream": session.stream_url,
        "documents": [
            events.Paper(title=paper.title, href=paper.href, kind=paper.kind)
            for paper in session.documents.all()
        ],
    }


def rules_of(session: Session) -> events.Rules:
    """Return by which rules people take part, as it goes into the log."""
    return events.Rules.model_validate(
        {
            "ask": str(session.asking),
            "guests_support": session.guests_may_support,
            "max_length": session.max_length,
            "per_person": session.per_person,
            "slow_seconds": session.slow_seconds,
            "promise_minutes": session.promise_minutes,
        }
    )


def step(
    session: Session,
    name: str,
    event: EventData,
    *,
    by: Principal,
    held: Locked | None = None,
    stamp: str = "",
    **also: bool | str,
) -> int:
    """Take one step of sessions_app.states.STEPS and append its event; return its seq.

    `held` is the public stream if the caller holds it already, `stamp` the field that is
    given the event's own time, `also` what else changes with the state. Raises
    Refused("illegal_step") when the session is not in a state from which the step leads.
    """
    sources, target = STEPS[name]
    with transaction.atomic():
        held = held or lock(session.public_id)[0]
        row = Session.objects.filter(pk=session.pk)
        moved = row.filter(state__in=sources).update(state=target, version=F("version") + 1, **also)
        if not moved:
            raise Refused("illegal_step")
        told = append(held, event, actor=by.key)
        stamps = ["changed_at", *filter(None, [stamp])]
        row.update(**dict.fromkeys(stamps, told.at))
    session.refresh_from_db(fields=["state", "version", *also, *stamps])
    return told.seq


def announce(session: Session, *, by: Principal = SYSTEM) -> int:
    """Make a draft public; followers are told. Appends session.announced."""
    told = events.SessionAnnounced(**details_of(session))
    with transaction.atomic():
        seq = step(session, "announce", told, by=by, stamp="announced_at")
        # What it was announced for, whatever is changed later.
        session.announced_for = session.starts_at
        session.save(update_fields=["announced_for"])
        telling.announced(session)
    return seq


def collect(session: Session, *, by: Principal = SYSTEM) -> int:
    """Begin to take questions before the start. Appends session.collecting."""
    return step(session, "collect", events.SessionCollecting(), by=by)


def open_session(session: Session, *, by: Principal) -> int:
    """Go live, and take questions (again); followers are told. Appends session.opened."""
    with transaction.atomic():
        seq = step(
            session, "open", events.SessionOpened(), by=by, stamp="opened_at", intake_closed=False
        )
        telling.begins(session)
    return seq


def pause(session: Session, *, by: Principal, note: str = "") -> int:
    """Pause a live session. Appends session.paused with a note for everyone."""
    return step(session, "pause", events.SessionPaused(note=note), by=by)


def resume(session: Session, *, by: Principal) -> int:
    """Go on. Appends session.resumed."""
    return step(session, "resume", events.SessionResumed(), by=by)


def extend(session: Session, *, minutes: int, by: Principal, note: str = "") -> int:
    """Let a session on air go on longer, from its planned end or from now, whichever is later.

    Appends session.extended with a note for everyone. Raises Refused: illegal_step unless it
    is on air, too_long past MOST_HOURS after its start.
    """
    with transaction.atomic():
        held = lock(session.public_id)[0]
        session.refresh_from_db(fields=["state", "starts_at", "ends_at"])
        if session.state not in ON_AIR:
            raise Refused("illegal_step")
        until = max(session.ends_at, timezone.now()) + timedelta(minutes=minutes)
        if until > session.starts_at + timedelta(hours=MOST_HOURS):
            raise Refused("too_long", hours=MOST_HOURS)
        told = append(
            held, events.SessionExtended(ends_at=timestamp(until), note=note), actor=by.key
        )
        Session.objects.filter(pk=session.pk).update(
            ends_at=until, version=F("version") + 1, changed_at=told.at
        )
    session.refresh_from_db(fields=["ends_at", "version", "changed_at"])
    return told.seq


def end(session: Session, *, by: Principal, held: Locked, summary: str = "") -> int:
    """End a live session; the caller holds the public stream. Appends session.ended.

    What was rehearsed to its end is marked as rehearsed.
    """
    if session.rehearsal_of_id is not None:
        Session.objects.filter(pk=session.rehearsal_of_id).update(rehearsed_at=timezone.now())
    return step(
        session,
        "end",
        events.SessionEnded(summary=summary),
        by=by,
        held=held,
        stamp="ended_at",
        intake_closed=True,
        closing_words=summary,
    )


def archive(session: Session, *, held: Locked) -> int:
    """Mark an ended session as sealed. Appends session.archived."""
    return step(session, "archive", events.SessionArchived(), by=SYSTEM, held=held)


def cancel(session: Session, *, by: Principal, reason: str) -> int:
    """Cancel a session that has not begun; followers are told. Appends session.cancelled.

    A draft goes without a word: nobody knew it.
    """
    if session.state == "draft":
        moved = Session.objects.filter(pk=session.pk, state="draft").update(state="cancelled")
        session.refresh_from_db(fields=["state"])
        if moved:
            return 0
    with transaction.atomic():
        seq = step(session, "cancel", events.SessionCancelled(reason=reason), by=by)
        # Also in the row: lists of many sessions say why, without reading as many logs.
        session.cancel_reason = reason[:200]
        session.save(update_fields=["cancel_reason"])
        telling.cancelled(session, reason)
    return seq


def close_intake(session: Session, *, by: Principal) -> int:
    """Take no more questions. Appends session.intake_closed; refuses a second time."""
    with transaction.atomic():
        # The desk's too: questions are taken under it, so none can slip in after the close.
        _desk, held = lock(session.desk_id, session.public_id)
        closed = Session.objects.filter(
            pk=session.pk, state__in=TAKES_QUESTIONS, intake_closed=False
        ).update(intake_closed=True, version=F("version") + 1)
        if not closed:
            raise Refused("illegal_step")
        told = append(held, events.IntakeClosed(), actor=by.key)
        Session.objects.filter(pk=session.pk).update(changed_at=told.at)
    session.refresh_from_db(fields=["intake_closed", "version", "changed_at"])
    return told.seq


def change_details(session: Session, *, by: Principal) -> int:
    """Save changed details of a public session. Appends session.detailed."""
    with transaction.atomic():
        held = lock(session.public_id)[0]
        # Only the details: the caller's copy of state and counters may be old by now.
        session.save(update_fields=DETAILS)
        told = append(held, events.SessionDetailed(**details_of(session)), actor=by.key)
        Session.objects.filter(pk=session.pk).update(version=F("version") + 1, changed_at=told.at)
    session.refresh_from_db()
    return told.seq
