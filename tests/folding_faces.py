"""fold(log) == tables for promises, pinned notices, polls and opinions."""

from __future__ import annotations

from typing import Any

from dialogue import figures
from dialogue.models import Pin, Poll, PollState, Promise, Utterance
from dialogue.public_state import Poll as TheirPoll
from dialogue.public_state import State as PublicState
from dialogue.states import State
from log.canonical import timestamp
from sessions_app.models import Session
from sessions_app.states import OVER


def assert_faces_fold_is_tables(session: Session, state: PublicState) -> None:
    """Demand that what the public stream says of all these equals their rows."""
    assert list(state["promises"].values()) == [_promise(p) for p in _rows(Promise, session)]
    pinned = Pin.objects.filter(session=session, removed_at=None)
    assert state["pins"] == [
        {"seq": pin.seq, "at": timestamp(pin.at), "text": pin.text} for pin in pinned
    ]
    polls = [poll for poll in _rows(Poll, session) if poll.state != PollState.DRAFT]
    told = sorted(state["polls"].values(), key=lambda poll: poll["poll"])
    assert [_without_gaps(poll) for poll in told] == [_poll(poll) for poll in polls]
    assert state["opinions"] == (_opinions(session) if session.state in OVER else {})
    assert session.closing_words == _closing_words(state)


def _rows(model: Any, session: Session) -> list[Any]:
    return list(model.objects.filter(session=session))


def _promise(promise: Promise) -> dict[str, Any]:
    guest = promise.session.guests.filter(key=promise.speaker_key).first()
    return {
        "seq": promise.seq,
        "at": timestamp(promise.at),
        "number": promise.question.number if promise.question else None,
        "speaker": {
            "key": promise.speaker_key,
            "name": guest.name if guest else "",
            "post": guest.post if guest else "",
        },
        "text": promise.text,
        "unit": promise.unit_name,
        "due": promise.due.isoformat(),
    }


def _poll(poll: Poll) -> dict[str, Any]:
    closed = poll.state == PollState.CLOSED
    options = figures.counted(poll) if closed else list(poll.options.all())
    # What people wrote is no option of the poll as it was opened.
    named = options if closed or poll.form != "words" else []
    return {
        "poll": poll.number,
        "question": poll.question,
        "form": poll.form,
        "options": [option.text for option in named],
        "most": poll.most,
        "hidden": poll.hidden,
        "open": not closed,
        "seq": poll.opened_seq,
        "closed_seq": poll.closed_seq,
        "votes": [option.votes for option in named] if closed else [],
        "users": poll.voters if closed else 0,
        "guests": poll.guest_voters if closed else 0,
    }


def _without_gaps(poll: TheirPoll) -> dict[str, Any]:
    """Return a poll without the empty places of words that were taken back: no row is shown."""
    if poll["open"]:
        return dict(poll)
    kept = [(o, n) for o, n in zip(poll["options"], poll["votes"], strict=True) if o]
    return {**poll, "options": [o for o, _ in kept], "votes": [n for _, n in kept]}


def _opinions(session: Session) -> dict[str, list[int]]:
    rows = Utterance.objects.filter(session=session, weighed=True)
    rows = rows.exclude(question__state=State.TAKEN_DOWN)
    return {str(seq): counts for seq, *counts in rows.values_list("seq", *figures.OPINIONS)}


def _closing_words(state: PublicState) -> str:
    said = [entry["text"] for entry in state["entries"] if entry["notice"] == "ended"]
    return said[0] if said else ""
