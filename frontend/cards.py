"""What the cards of the home page show, read from the public state alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dialogue import projection
from dialogue.plain import plain
from dialogue.public_state import Question, State
from dialogue.queries import support_totals
from sessions_app.models import Guest, Session

# More faces than this make a card a crowd; the others are counted.
MOST_GUESTS = 4


@dataclass(frozen=True, slots=True)
class LiveCard:
    """A session that is on air: who answers, the question of this moment, and the next."""

    session: Session
    guests: Sequence[Guest]
    more_guests: int
    now: dict[str, Any] | None
    last: dict[str, Any] | None
    next: Question | None
    published: int
    answered: int


def live_card(session: Session) -> LiveCard:
    """Return the card of a session that is on air. Costs the projection and one query."""
    state = projection.current(session).state
    guests = list(session.guests.all())
    shown = [q for q in state["questions"].values() if q["state"] != "taken_down"]
    return LiveCard(
        session=session,
        guests=guests[:MOST_GUESTS],
        more_guests=max(0, len(guests) - MOST_GUESTS),
        now=_now(session, state),
        last=_last_said(state),
        next=state["questions"][str(state["next"][0])] if state["next"] else None,
        published=len(shown),
        answered=sum(question["state"] == "answered" for question in shown),
    )


def _now(session: Session, state: State) -> dict[str, Any] | None:
    number = state["current"]
    if number is None:
        return None
    question = state["questions"][str(number)]
    support = sum(support_totals(session.pk, [number]).get(number, ()))
    return {**question, "support": support}


def _last_said(state: State) -> dict[str, Any] | None:
    """Return the latest answer or speech in its latest wording, with who said it."""
    for entry in reversed(state["entries"]):
        if entry["type"] in {"answer", "speech"} and entry["speaker"]:
            wordings = [entry["text"], *(later["text"] for later in entry["corrections"])]
            said = plain(wordings[-1])
            return {"name": entry["speaker"]["name"], "at": entry["at"], "text": said}
    return None
