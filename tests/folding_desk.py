"""fold(log) == tables for the desk: what came in, was changed, screened, withdrawn, declined."""

from __future__ import annotations

from typing import Any

from dialogue.models import Note, Question
from dialogue.states import State
from log.models import Event
from sessions_app.models import Session

# What only the desk is told; every other state is told in public.
DESK_ONLY = frozenset({State.WITHDRAWN, State.DECLINED})


def assert_desk_fold_is_rows(session: Session) -> None:
    """Demand that what the desk's stream says of every question equals its row."""
    folded = _folded(session)
    rows = {row.number: row for row in Question.objects.filter(session=session)}
    assert set(folded) == set(rows)
    assert session.last_number == max(rows, default=0)
    for number, told in folded.items():
        assert told is None or told == _stored(rows[number], told), number
    _assert_notes_fold_is_rows(session)


def _assert_notes_fold_is_rows(session: Session) -> None:
    told: dict[int, dict[str, Any]] = {}
    notes = Event.objects.filter(stream_id=session.desk_id, kind__startswith="note.")
    for event in notes.order_by("seq"):
        assert event.data is not None
        if event.kind == "note.sent":
            told[event.data["note"]] = {**event.data, "by": event.actor, "seen_by": ""}
        else:
            told[event.data["note"]]["seen_by"] = event.actor
    for note in Note.objects.filter(session=session).select_related("question"):
        stored = {"note": note.number, "to": note.to, "text": note.text, "by": note.by}
        about = note.question.number if note.question else None
        assert told.pop(note.number) == {**stored, "about": about, "seen_by": note.seen_by}
    assert told == {}


def _folded(session: Session) -> dict[int, dict[str, Any] | None]:
    """Return what the stream says by number; None where an erasure has left nothing to say."""
    questions: dict[int, dict[str, Any] | None] = {}
    events = Event.objects.filter(stream_id=session.desk_id).exclude(number=None)
    for event in events.order_by("seq"):
        assert event.number is not None
        told = questions.setdefault(event.number, {"state": "", "reason": "", "words": ""})
        if event.data is None or told is None:
            questions[event.number] = None
        else:
            _apply(told, event, event.data)
    return questions


def _apply(told: dict[str, Any], event: Event, data: dict[str, Any]) -> None:
    if event.kind == "question.received":
        told |= {"text": data["text"], "name": data["name"], "guest": data["guest"]}
        told["topic"] = data.get("topic", "")
        told |= {"author": event.actor, "findings": []}
    elif event.kind == "question.edited":
        told |= {"text": data["text"], "findings": []}
    elif event.kind == "question.screened":
        told["findings"] = data["findings"]
    elif event.kind == "question.asker_left":
        told["name"] = ""
    elif event.kind == "question.declined":
        told |= {"state": "declined", "reason": data["reason"], "words": data["words"]}
    else:
        assert event.kind == "question.withdrawn", event.kind
        told["state"] = "withdrawn"


def _stored(row: Question, told: dict[str, Any]) -> dict[str, Any]:
    hidden = row.state in DESK_ONLY
    stored = {
        "text": row.original or row.text,
        # Who closed the account has no name in the row; once public, that is told in public.
        "name": row.name if row.name or row.guest or row.published_seq is None else told["name"],
        "guest": row.guest,
        "topic": row.topic,
        "author": row.author,
        "findings": row.findings,
        "state": row.state if hidden else "",
        "reason": row.reason if hidden else "",
        "words": row.words,
    }
    assert row.flagged == bool(row.findings)
    # Whatever the desk does not decide is held, or has a place in public.
    assert hidden or (row.state == State.HELD) == (row.published_seq is None)
    return {key: stored[key] for key in told}
