"""A session's public state, arranged for reading and quoting.

Nothing is decided or looked up here: everything comes from the fold of the public log, so
what is not public cannot appear.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from archive.asked import Asked, asked
from archive.beside import Beside, Promised
from archive.lines import Line, moment
from archive.passages import Passage, passages
from dialogue.public_state import SessionPart, State


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage with its question, ready for the page."""

    passage: Passage
    question: Asked | None


@dataclass(frozen=True, slots=True)
class Transcript:
    """What the page shows, top to bottom."""

    session: SessionPart
    began: datetime
    ended: datetime | None
    record: list[Shown]
    # Public, but not reached in the session: the rest became cases, waits, or was taken down.
    leftovers: list[Asked]
    taken_down: list[Asked]
    promises: list[Promised]

    @property
    def questions(self) -> int:
        """Return how many questions the record itself holds."""
        return sum(shown.question is not None for shown in self.record)

    @property
    def same_day(self) -> bool:
        """Return whether the session ended on the day it began."""
        return self.ended is not None and self.ended.date() == self.began.date()


def arrange(state: State) -> Transcript:
    """Return the transcript of a session from its public state."""
    session = state["session"]
    began = moment(session["opened_at"] or session["starts_at"] or "")
    ended = moment(session["ended_at"]) if session["ended_at"] else None
    woven = passages(state["entries"], began.date(), Beside.of(state))

    def dress(number: int, answers: list[Line]) -> Asked:
        key = str(number)
        return asked(state["questions"][key], state["totals"].get(key, (0, 0)), answers, ended)

    record = [
        Shown(passage, None if passage.number is None else dress(passage.number, passage.answers))
        for passage in woven
    ]
    reached = {passage.number for passage in woven}
    rest = [
        dress(question["number"], [])
        for question in state["questions"].values()
        if question["number"] not in reached
    ]
    rest.sort(key=lambda question: question.number)
    return Transcript(
        session=session,
        began=began,
        ended=ended,
        record=record,
        leftovers=[question for question in rest if not question.is_taken_down],
        taken_down=[question for question in rest if question.is_taken_down],
        promises=[Promised.of(promise) for promise in state["promises"].values()],
    )
