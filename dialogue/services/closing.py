"""The end of the live part, or of a plan; and handing a question over to its case."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from accounts.principals import SYSTEM, Principal
from dialogue import reasons, states
from dialogue.events import QuestionDeclined, QuestionHandedOver, SupportTotalled, Total
from dialogue.models import Question
from dialogue.services import opinions, polls
from dialogue.services.hosting import resting_state
from dialogue.states import State
from dialogue.wording import remark
from log.codes import Refused
from log.writing import Entry, Locked, append, append_many, lock
from sessions_app.models import Session
from sessions_app.services import lifecycle
from sessions_app.states import State as SessionState

MAX_SUMMARY = 1_000


def end_session(session: Session, *, by: Principal, summary: str = "") -> None:
    """End a live session: close the intake, clear the running order, count what is open.

    `summary` is what the host says in closing, in plain text. Appends poll.closed for a poll
    that is open, session.ended, support.totalled, and opinions.totalled if there are any.
    Raises Refused("illegal_step").
    """
    said = remark(summary, limit=MAX_SUMMARY)
    with transaction.atomic():
        # The desk's too: questions are taken under it, so none can slip in after the end.
        _desk, public = lock(session.desk_id, session.public_id)
        polls.close_open(session, by=by, held=public)
        lifecycle.end(session, by=by, held=public, summary=said)
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
        opinions.total(session, by=by, held=public)


def _clear_order(session: Session, rows: list[Question]) -> None:
    Question.objects.filter(session=session, place__isnull=False).update(place=None)
    for question in rows:
        if question.state == State.TAKEN_UP:
            Question.objects.filter(pk=question.pk).update(
                state=resting_state(question), version=F("version") + 1
            )


def decline_held(session: Session, *, most: int) -> int:
    """Decline what a cancelled session still holds, `most` at once; return how many it was.

    Nobody can decide them any more, so each asker is told that the session will not take
    place. Appends question.declined for each to the desk. Raises Refused("illegal_step")
    unless the session is cancelled.
    """
    with transaction.atomic():
        desk = lock(session.desk_id)[0]
        session.refresh_from_db(fields=["state"])
        if session.state != SessionState.CANCELLED:
            raise Refused("illegal_step")
        held = Question.objects.select_for_update(of=("self",)).filter(
            session=session, state=State.HELD
        )
        numbers = list(held.order_by("number").values_list("number", flat=True)[:most])
        told = append_many(desk, [_declined(number) for number in numbers])
        if told:
            Question.objects.filter(session=session, number__in=numbers).update(
                state=State.DECLINED,
                reason=reasons.SESSION_CANCELLED,
                decided_at=told[0].at,
                version=F("version") + 1,
            )
    return len(numbers)


def _declined(number: int) -> Entry:
    event = QuestionDeclined(number=number, reason=reasons.SESSION_CANCELLED, words="")
    return Entry(event)


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
