"""Decisions: the question's own change and the record of who decided what, or neither."""

from __future__ import annotations

from django.db import transaction

from accounts.principals import Principal
from dialogue import queries as dialogue
from dialogue import reasons
from dialogue.models import Question
from dialogue.services import publishing
from log.writing import lock
from moderation.models import Claim, Decision, Verdict
from moderation.services.claiming import demand_free, person
from sessions_app.models import Session


def approve(
    session: Session, *, number: int, version: int, by: Principal, text: str | None = None
) -> Question:
    """Make a held question public, reworded to `text` if given; the original is kept.

    Appends question.published and records the decision; ends the lease. Raises Refused:
    not_found, not_held, stale, claimed, illegal_step, text_empty, text_too_long,
    text_bad_characters.
    """
    with transaction.atomic():
        lock(session.desk_id, session.public_id)
        _end_claim(session, number, by)
        question = publishing.publish(session, number=number, version=version, by=by, text=text)
        _record(question, Verdict.APPROVED, version, by)
    return question


def decline(
    session: Session, *, number: int, version: int, reason: str, by: Principal, words: str = ""
) -> Question:
    """Do not make a held question public, for a reason of dialogue.reasons told to its author.

    Appends question.declined and records the decision; ends the lease. Raises Refused:
    not_found, not_held, stale, claimed, illegal_step, unknown_reason, words_needed,
    text_too_long, text_bad_characters.
    """
    reasons.demand(reason, words)
    with transaction.atomic():
        lock(session.desk_id)
        _end_claim(session, number, by)
        question = publishing.decline(
            session, number=number, version=version, reason=reason, words=words, by=by
        )
        _record(question, Verdict.DECLINED, version, by)
    return question


def _end_claim(session: Session, number: int, by: Principal) -> None:
    question = dialogue.question(session, number)
    demand_free(question, by)
    Claim.objects.filter(question=question).delete()


def _record(question: Question, verdict: Verdict, version: int, by: Principal) -> None:
    assert question.decided_at is not None
    Decision.objects.create(
        question=question,
        moderator_id=person(by),
        verdict=verdict,
        reason=question.reason,
        words=question.words,
        text_before=question.original or question.text,
        text_after=question.text if verdict == Verdict.APPROVED else "",
        version=version,
        at=question.decided_at,
    )
