"""fold(log) == tables: what every service must keep."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dialogue import projection, states
from dialogue.models import Question, Utterance
from log.canonical import timestamp
from sessions_app.events import Details, SessionAnnounced
from sessions_app.models import Session
from sessions_app.services import lifecycle
from tests.folding_desk import assert_desk_fold_is_rows
from tests.folding_faces import assert_faces_fold_is_tables


def assert_fold_is_tables(session: Session) -> None:
    """Demand that what both streams of a session fold into equals what the tables say."""
    session.refresh_from_db()
    projection.forget()
    state = projection.current(session).state
    assert state["session"]["state"] == session.state
    assert state["session"]["intake"] == session.takes_questions
    assert _folded_details(state) == _stored_details(session)
    assert state["totals"] == _stored_totals(session, state["totals"])
    assert _folded_questions(state) == _stored_questions(session)
    assert state["next"] == _stored_order(session)
    assert state["current"] == _stored_current(session)
    assert _folded_words(state) == _stored_words(session)
    assert_faces_fold_is_tables(session, state)
    assert_desk_fold_is_rows(session)


def _folded_details(state: Any) -> dict[str, Any]:
    keys = (*Details.model_fields, "opened_at", "ended_at")
    return {key: state["session"][key] for key in keys}


def _stored_details(session: Session) -> dict[str, Any]:
    said = SessionAnnounced(**lifecycle.details_of(session)).stored()
    times = {"opened_at": session.opened_at, "ended_at": session.ended_at}
    return said | {name: at and timestamp(at) for name, at in times.items()}


def _stored_totals(session: Session, numbers: Iterable[str]) -> dict[str, list[int]]:
    rows = Question.objects.filter(session=session, number__in=map(int, numbers))
    return {str(q.number): [q.supports, q.guest_supports] for q in rows}


def _folded_questions(state: Any) -> dict[int, Any]:
    keys = (
        "text",
        "name",
        "guest",
        "edited",
        "asked_at",
        "published_at",
        "topic",
        "state",
        "reason",
        "case",
        "unit",
        "seq",
        "answers",
    )
    return {q["number"]: {key: q[key] for key in keys} for q in state["questions"].values()}


def _stored_questions(session: Session) -> dict[int, Any]:
    rows = Question.objects.filter(session=session, state__in=states.SHOWN)
    return {q.number: _stored(q) for q in rows.prefetch_related("answers")}


def _stored(question: Question) -> dict[str, Any]:
    gone = question.state == states.State.TAKEN_DOWN
    assert question.decided_at is not None
    return {
        "text": "" if gone else question.text,
        "name": "" if gone else question.name,
        "guest": question.guest,
        "edited": bool(question.original),
        "asked_at": timestamp(question.asked_at),
        "published_at": timestamp(question.decided_at),
        "topic": question.topic,
        "state": question.state,
        "reason": question.reason if gone else "",
        "case": question.case_number,
        "unit": question.unit_name,
        "seq": question.published_seq,
        "answers": [answer.seq for answer in question.answers.all()],
    }


def _stored_order(session: Session) -> list[int]:
    rows = Question.objects.filter(session=session, place__isnull=False).order_by("place")
    return list(rows.values_list("number", flat=True))


def _stored_current(session: Session) -> int | None:
    rows = Question.objects.filter(session=session, state=states.State.TAKEN_UP)
    return rows.values_list("number", flat=True).first()


def _folded_words(state: Any) -> list[Any]:
    return [
        (
            e["seq"],
            e["number"],
            e["speaker"]["key"],
            e["text"],
            e["sources"],
            [c["text"] for c in e["corrections"]],
        )
        for e in state["entries"]
        if e["type"] in {"answer", "speech", "aloud"}
    ]


def _stored_words(session: Session) -> list[Any]:
    rows = Utterance.objects.filter(session=session).select_related("question")
    return [
        (
            u.seq,
            u.question.number if u.question else None,
            u.speaker_key,
            u.text,
            u.sources,
            [c.text for c in u.corrections.all()],
        )
        for u in rows.prefetch_related("corrections")
    ]
