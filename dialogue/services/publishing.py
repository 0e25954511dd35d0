"""From held to public or declined, and from public to taken down.

Who may decide, and the decision's own record, is the business of `moderation`; these are
the changes of the question itself, with their events.
"""

from __future__ import annotations

from django.db import transaction

from accounts.principals import Principal
from dialogue import queries, reasons, states
from dialogue.events import QuestionDeclined, QuestionPublished, QuestionTakenDown
from dialogue.models import Question
from dialogue.states import State
from dialogue.wording import checked, remark
from log.canonical import timestamp
from log.codes import Refused
from log.writing import append, lock
from sessions_app.models import Session
from sessions_app.states import CAN_MODERATE

# What an asker is told beside the coded reason.
MOST_WORDS = 1_000


def _held(session: Session, number: int, version: int) -> Question:
    question = queries.locked(session, number)
    if question.state != State.HELD:
        raise Refused("not_held")
    if question.version != version:
        raise Refused("stale")
    session.refresh_from_db(fields=["state"])
    if session.state not in CAN_MODERATE:
        raise Refused("illegal_step")
    return question


def publish(
    session: Session, *, number: int, version: int, by: Principal, text: str | None = None
) -> Question:
    """Make a held question public, edited to `text` if given; the original is kept.

    Appends question.published. Raises Refused: not_found, not_held, stale, illegal_step, and
    text errors.
    """
    wanted = None if text is None else checked(text, limit=session.max_length)
    with transaction.atomic():
        _desk, public = lock(session.desk_id, session.public_id)
        question = _held(session, number, version)
        if wanted is not None and wanted != question.text:
            question.original, question.text = question.text, wanted
        question.state = State.PUBLISHED
        question.version += 1
        event = QuestionPublished(
            number=number,
            text=question.text,
            name=question.name,
            guest=question.guest,
            edited=bool(question.original),
            asked_at=timestamp(question.asked_at),
            topic=question.topic,
        )
        told = append(public, event, actor=by.key)
        question.published_seq, question.decided_at = told.seq, told.at
        question.save()
    return question


def decline(
    session: Session, *, number: int, version: int, reason: str, words: str, by: Principal
) -> Question:
    """Do not make a held question public, for a coded reason that its author is told.

    Appends question.declined to the desk. Raises Refused: not_found, not_held, stale,
    illegal_step, and text errors.
    """
    told = remark(words, limit=MOST_WORDS)
    with transaction.atomic():
        desk = lock(session.desk_id)[0]
        question = _held(session, number, version)
        question.state = State.DECLINED
        question.version += 1
        question.reason, question.words = reason, told
        event = QuestionDeclined(number=number, reason=reason, words=told)
        question.decided_at = append(desk, event, actor=by.key).at
        question.save()
    return question


def take_down(session: Session, *, number: int, reason: str, by: Principal) -> Question:
    """Take a public question down; a placeholder with the reason stays.

    Appends question.taken_down. The words themselves remain in the log until they are
    erased, and are shown to nobody but staff. Raises Refused: unknown_reason, words_needed
    (for a reason that says too little by itself), not_found, not_public.
    """
    reasons.demand(reason, "")
    with transaction.atomic():
        public = lock(session.public_id)[0]
        question = queries.locked(session, number)
        if question.state not in states.READABLE:
            raise Refused("not_public" if question.state != State.HELD else "not_found")
        question.state = State.TAKEN_DOWN
        question.version += 1
        question.reason, question.place = reason, None
        question.save()
        append(public, QuestionTakenDown(number=number, reason=reason), actor=by.key)
    return question
