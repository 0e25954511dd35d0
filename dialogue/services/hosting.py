"""The running order: take a question up, put it back, say what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from accounts.principals import Principal
from dialogue import queries
from dialogue.events import QuestionOrdered, QuestionPutBack, QuestionTakenUp
from dialogue.models import Question
from dialogue.states import State
from log.codes import Refused
from log.writing import append, lock
from sessions_app.models import Session
from sessions_app.states import ON_AIR, TAKES_QUESTIONS


def _demand_on_air(session: Session) -> None:
    session.refresh_from_db(fields=["state"])
    if session.state not in ON_AIR:
        raise Refused("not_live")


def take_up(session: Session, *, number: int, by: Principal) -> Question:
    """Make a public question the question now; the one before goes back to the list.

    Appends question.taken_up; nothing if it is the question now already, as for the second of
    two who press at once. Raises Refused: not_live, not_found, not_public.
    """
    with transaction.atomic():
        public = lock(session.public_id)[0]
        _demand_on_air(session)
        question = queries.locked(session, number)
        if question.state == State.TAKEN_UP:
            return question
        if question.state not in {State.PUBLISHED, State.ANSWERED}:
            raise Refused("not_public")
        _clear_current(session)
        question.state, question.place = State.TAKEN_UP, None
        question.version += 1
        question.save(update_fields=["state", "place", "version"])
        append(public, QuestionTakenUp(number=number), actor=by.key)
    return question


def _clear_current(session: Session) -> None:
    for before in Question.objects.filter(session=session, state=State.TAKEN_UP):
        before.state = resting_state(before)
        before.version += 1
        before.save(update_fields=["state", "version"])


def resting_state(question: Question) -> State:
    """Return the state of a question that is no longer the one being answered."""
    return State.ANSWERED if question.answers.exists() else State.PUBLISHED


def put_back(session: Session, *, number: int, by: Principal) -> Question:
    """Put the question now back on the list. Appends question.put_back."""
    with transaction.atomic():
        public = lock(session.public_id)[0]
        question = queries.locked(session, number)
        if question.state != State.TAKEN_UP:
            raise Refused("no_current")
        question.state = resting_state(question)
        question.version += 1
        question.save(update_fields=["state", "version"])
        append(public, QuestionPutBack(number=number), actor=by.key)
    return question


def order(session: Session, *, numbers: Sequence[int], by: Principal) -> None:
    """Say what comes next, in order; an empty list clears it. Appends question.ordered.

    Raises Refused: illegal_step (after the end), bad_order for a number twice or one that
    is not waiting in public.
    """
    with transaction.atomic():
        public = lock(session.public_id)[0]
        session.refresh_from_db(fields=["state"])
        if session.state not in TAKES_QUESTIONS:
            raise Refused("illegal_step")
        waiting = Question.objects.filter(
            session=session, number__in=numbers, state=State.PUBLISHED
        )
        if len(set(numbers)) != len(numbers) or waiting.count() != len(numbers):
            raise Refused("bad_order")
        Question.objects.filter(session=session, place__isnull=False).update(place=None)
        for place, number in enumerate(numbers, 1):
            waiting.filter(number=number).update(place=place)
        append(public, QuestionOrdered(numbers=list(numbers)), actor=by.key)
