"""What people do with their own question while it is held: change it, take it back."""

from __future__ import annotations

from django.db import transaction

from accounts.principals import Principal
from dialogue import queries, screens
from dialogue.events import FoundSpan, QuestionEdited, QuestionScreened, QuestionWithdrawn
from dialogue.models import Question
from dialogue.states import State
from dialogue.text import clean, fingerprint
from log.codes import Refused
from log.writing import append, lock
from sessions_app.models import Session


def _own_held(session: Session, number: int, by: Principal) -> Question:
    question = queries.locked(session, number)
    if question.author != by.key:
        # The same answer as for a question that does not exist.
        raise Refused("not_found")
    if question.state != State.HELD:
        raise Refused("not_held")
    return question


def edit(session: Session, *, number: int, text: str, by: Principal) -> Question:
    """Change one's own question while it is held; the screens look again.

    Appends question.edited (and question.screened) to the desk. Raises Refused: not_found,
    not_held, and what a screen refuses.
    """
    with transaction.atomic():
        desk = lock(session.desk_id)[0]
        question = _own_held(session, number, by)
        candidate = screens.Candidate(by.key, clean(text), text, number=number)
        outcome = screens.run(session, [candidate])[0]
        if isinstance(outcome, Refused):
            raise outcome
        question.text = candidate.text
        question.fingerprint = fingerprint(candidate.text)
        question.findings = [finding.as_json() for finding in outcome]
        question.flagged = bool(outcome)
        question.version += 1
        question.save()
        append(desk, QuestionEdited(number=number, text=question.text), actor=by.key)
        if outcome:
            spans = [FoundSpan(**finding) for finding in question.findings]
            append(desk, QuestionScreened(number=number, findings=spans))
    return question


def withdraw(session: Session, *, number: int, by: Principal) -> Question:
    """Take one's own question back while it is held. Appends question.withdrawn to the desk.

    Raises Refused: not_found, not_held.
    """
    with transaction.atomic():
        desk = lock(session.desk_id)[0]
        question = _own_held(session, number, by)
        question.state = State.WITHDRAWN
        question.version += 1
        question.save(update_fields=["state", "version"])
        append(desk, QuestionWithdrawn(number=number), actor=by.key)
    return question
