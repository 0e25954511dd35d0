"""What is promised live, and what is handed to a department."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation
from accounts.principals import Principal
from dialogue import queries, states
from dialogue.events import PromiseMade, QuestionAssigned
from dialogue.models import Promise, Question
from dialogue.services.hosting import resting_state
from dialogue.states import State
from dialogue.wording import checked
from log.codes import Refused
from log.writing import append, lock
from sessions_app.events import Speaker
from sessions_app.models import Session
from sessions_app.states import ON_AIR, OVER

MAX_PROMISE = 300


def unit_of(session: Session, pk: int) -> Organisation:
    """Return a unit that work can be given to: of the same root as the session's own.

    Raises Refused("unknown_unit").
    """
    unit = Organisation.objects.filter(pk=pk, active=True).first()
    if unit is None or unit.lineage[-1] != session.organisation.lineage[-1]:
        raise Refused("unknown_unit")
    return unit


def promise(
    session: Session,
    *,
    number: int | None,
    text: str,
    unit: Organisation,
    due: date,
    speaker: Speaker,
    by: Principal,
) -> Promise:
    """Put a promise on record: what, which unit does it, by which day. Appends promise.made.

    Raises Refused: not_live (before the start), not_found, not_public, due_passed, due_too_far,
    and text errors.
    """
    tidy = checked(text, limit=MAX_PROMISE)
    _demand_sensible(due)
    with transaction.atomic():
        public = lock(session.public_id)[0]
        session.refresh_from_db(fields=["state"])
        if session.state not in ON_AIR | OVER:
            raise Refused("not_live")
        question = queries.locked(session, number) if number is not None else None
        if question is not None and question.state not in states.READABLE:
            raise Refused("not_public" if question.state != State.HELD else "not_found")
        event = PromiseMade(
            number=number, speaker=speaker, text=tidy, unit=unit.name, due=due.isoformat()
        )
        told = append(public, event, actor=by.key)
        return Promise.objects.create(
            session=session,
            seq=told.seq,
            question=question,
            speaker_key=speaker.key,
            text=tidy,
            unit=unit,
            unit_name=unit.name,
            due=due,
            at=told.at,
        )


def last_day(today: date) -> date:
    """Return the furthest day by which something can be promised today."""
    return today + timedelta(days=settings.PROMISE_DAYS)


def _demand_sensible(due: date) -> None:
    # The day it is where the platform is, as for everything that is due.
    today = timezone.localdate()
    if due < today:
        raise Refused("due_passed")
    if due > last_day(today):
        raise Refused("due_too_far", last=last_day(today).isoformat())


def assign(session: Session, *, number: int, unit: Organisation, by: Principal) -> Question:
    """Hand a public question to a department, which answers it after the session.

    It waits here no longer. Appends question.assigned. Raises Refused: not_live, not_found,
    not_public.
    """
    with transaction.atomic():
        public = lock(session.public_id)[0]
        session.refresh_from_db(fields=["state"])
        if session.state not in ON_AIR:
            raise Refused("not_live")
        question = queries.locked(session, number)
        if question.state not in states.CAN_BE_ANSWERED:
            raise Refused("not_public" if question.state != State.HELD else "not_found")
        question.state, question.place = resting_state(question), None
        question.unit, question.unit_name = unit, unit.name
        question.version += 1
        question.save(update_fields=["state", "place", "unit", "unit_name", "version"])
        append(public, QuestionAssigned(number=number, unit=unit.name), actor=by.key)
    return question
