"""A case is born from a question that a session left over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation
from accounts.principals import SYSTEM
from cases import calendar, limits
from cases.events import CaseReceived, TimeLimit
from cases.limits import Limit
from cases.models import Case, CaseQuestion, CaseYear, Counted, Kind
from cases.titles import title_of
from dialogue import queries as dialogue
from dialogue.models import Question
from dialogue.services.closing import hand_over
from log.codes import Refused
from log.models import DESK, PUBLIC
from log.writing import append, create_stream, lock
from sessions_app.states import OVER, State

# In a session that was cancelled nobody answers any more either.
LEAVES_QUESTIONS = OVER | {State.CANCELLED}

_COUNTED: Mapping[Counted, Literal["working", "calendar"]] = {
    Counted.WORKING: "working",
    Counted.CALENDAR: "calendar",
}


def open_from_question(question: Question) -> Case:
    """Return the case that follows a leftover question, opened if there is none yet.

    Appends case.received to the new case and question.handed_over to the session. Raises
    Refused("illegal_step") unless the session is over, or cancelled, and the question waits
    in public.
    """
    session = question.session
    with transaction.atomic():
        # The session's stream is older than the new ones, so locks rise as they must.
        held = lock(session.public_id)[0]
        question = dialogue.locked(session, question.number)
        known = Case.objects.filter(links__question=question).first()
        if known is not None:
            return known
        session.refresh_from_db(fields=["state"])
        if session.state not in LEAVES_QUESTIONS or session.rehearsal:
            raise Refused("illegal_step")
        case = _create(question)
        hand_over(question, case_number=case.number, held=held)
        return case


def _create(question: Question) -> Case:
    session = question.session
    unit = unit_for(question)
    start = left_over_on(question)
    limit = limits.limit_for(Kind.LEFTOVER, unit, start)
    case = Case.objects.create(
        number=next_number(timezone.localdate().year),
        title=title_of(question.text),
        text=question.text,
        session=session,
        organisation=unit,
        due_on=limit.due_on(start, calendar.current()),
    )
    CaseQuestion.objects.create(case=case, question=question)
    _give_streams(case)
    event = _received(case, question, limit)
    case.opened_at = case.moved_at = append(lock(case.public_id)[0], event, actor=SYSTEM.key).at
    case.save(update_fields=["public_stream", "desk_stream", "opened_at", "moved_at"])
    return case


def unit_for(question: Question) -> Organisation:
    """Return whose case it becomes: of whom it was handed to live, else of the session's unit.

    A unit that was dissolved meanwhile gets no new work.
    """
    handed_to = question.unit
    return handed_to if handed_to and handed_to.active else question.session.organisation


def _give_streams(case: Case) -> None:
    case.public_stream, case.desk_stream = (
        create_stream(owner_kind="case", owner_id=case.pk, audience=audience)
        for audience in (PUBLIC, DESK)
    )


def _received(case: Case, question: Question, limit: Limit) -> CaseReceived:
    return CaseReceived(
        case=case.number,
        session=question.session.number,
        number=question.number,
        title=case.title,
        text=case.text,
        unit=case.organisation.name,
        due_on=case.due_on.isoformat(),
        limit=TimeLimit(days=limit.days, counted=_COUNTED[limit.counted]),
    )


def left_over_on(question: Question) -> date:
    """Return the day from which the limit runs: the session's end, or a later publication.

    A session that was cancelled has no end: its questions are left over as of today.
    """
    moments = (question.session.ended_at or timezone.now(), question.decided_at)
    return timezone.localdate(max(moment for moment in moments if moment is not None))


def next_number(year: int) -> str:
    """Give out the next case number of a year: no gaps, since a rollback takes it back."""
    CaseYear.objects.get_or_create(year=year)
    counter = CaseYear.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{year}{counter.last:04d}"
