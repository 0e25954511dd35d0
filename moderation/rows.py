"""From a question to what the desk shows of it."""

from __future__ import annotations

from accounts.principals import Principal
from dialogue import reasons
from dialogue.models import Question
from moderation import history, queries, screens
from moderation.models import Claim, Decision
from moderation.schemas import (
    ClaimOut,
    CountersOut,
    DecisionOut,
    FindingOut,
    OtherOut,
    QuestionOut,
    QueueOut,
    RowOut,
)
from sessions_app.models import Session


def queue(session: Session, look: queries.Look, *, by: Principal) -> QueueOut:
    """Return one page of the desk's list with its counters."""
    page = queries.page(session, look, by=by)
    return QueueOut(
        rows=[row(question, by=by) for question in page.questions],
        next=page.next,
        counters=CountersOut.model_validate(queries.counters(session, by=by)),
    )


def row(question: Question, *, by: Principal) -> RowOut:
    """Return a question that was read with its lease and decisions, as `by` sees it."""
    return RowOut(
        number=question.number,
        text=question.text,
        original=question.original,
        edited=bool(question.original),
        name=question.name,
        guest=question.guest,
        state=question.state,
        version=question.version,
        asked_at=question.asked_at,
        findings=_findings(question),
        claim=_claim(queries.lease(question), by),
        decision=_decision(queries.decision(question)),
    )


def one(session: Session, number: int, *, by: Principal) -> RowOut:
    """Return the row of one question. Raises Refused("not_found")."""
    return row(queries.one(session, number), by=by)


def detail(session: Session, number: int, *, by: Principal) -> QuestionOut:
    """Return one question with its history and its author's other questions.

    Raises Refused("not_found").
    """
    question = queries.one(session, number)
    return QuestionOut(
        **dict(row(question, by=by)),
        history=history.of(session, question),
        others=[
            OtherOut(number=other.number, text=other.text, state=other.state)
            for other in queries.others(question)
        ],
    )


def _findings(question: Question) -> list[FindingOut]:
    # Places point into the text that was screened; in a reworded one they mean nothing.
    places = ("start", "end") if question.original else ()
    return [
        FindingOut(**finding | dict.fromkeys(places, 0), label=screens.label(finding["rule"]))
        for finding in question.findings
    ]


def _claim(claim: Claim | None, by: Principal) -> ClaimOut | None:
    if claim is None:
        return None
    name = queries.staff_name(claim.moderator)
    return ClaimOut(by=name, mine=claim.moderator_id == by.user_id, until=claim.until)


def _decision(decision: Decision | None) -> DecisionOut | None:
    if decision is None:
        return None
    return DecisionOut(
        verdict=decision.verdict,
        reason=decision.reason,
        reason_text=reasons.label(decision.reason),
        words=decision.words,
        by=queries.staff_name(decision.moderator),
        at=decision.at,
    )
