"""The end of the live part, and handing a question over to its case."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from accounts.principals import SYSTEM, Principal
from dialogue import states
from dialogue.events import QuestionHandedOver, SupportTotalled, Total
from dialogue.models import Question
from dialogue.services.hosting import resting_state
from dialogue.states import State
from log.codes import Refused
from log.writing import Locked, append, lock
from sessions_app.models import Session
from sessions_app.services import lifecycle


def end_session(session: Session, *, by: Principal) -> None:
    """End a live session: close the intake, clear the running order, total the support.

    Appends session.ended and support.totalled. Raises Refused("illegal_step").
    """
    with transaction.atomic():
        public = lock(session.public_id)[0]
        lifecycle.end(session, by=by, held=public)
        # The rows are locked before they are counted: a support that is under way has
        # either been committed and is counted, or finds the session ended.
        rows = list(
            Question.objects.select_for_update(of=("self",))
            .filter(session=session, state__in=states.READABLE)
            .order_by("number")
        )
        _clear_order(session, rows)
        totals = [Total(number=q.number, users=q.supports, guests=q.guest_supports) for q in rows]
        append(public, SupportTotalled(totals=totals), actor=by.key)


def _clear_order(session: Session, rows: list[Question]) -> None:
    Question.objects.filter(session=session, place__isnull=False).update(place=None)
    for question in rows:
        if question.state == State.TAKEN_UP:
            Question.objects.filter(pk=question.pk).update(
                state=resting_state(question), version=F("version") + 1
            )


def hand_over(question: Question, *, case_number: str, held: Locked) -> None:
    """Mark a leftover question as followed by a case; the caller holds the public stream.

    Appends question.handed_over. Raises Refused("illegal_step") unless it is a leftover.
    """
    moved = Question.objects.filter(pk=question.pk, state__in=states.WAITING).update(
        state=State.HANDED_OVER, case_number=case_number, version=F("version") + 1, place=None
    )
    if not moved:
        raise Refused("illegal_step")
    append(held, QuestionHandedOver(number=question.number, case=case_number), actor=SYSTEM.key)
    question.refresh_from_db()
