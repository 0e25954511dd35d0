"""A question as the transcript shows it, with what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from archive.lines import Line, moment
from dialogue import reasons
from dialogue.public_state import Question

Outcome = Literal["answered", "answered_later", "case", "waiting", "taken_down"]
# A question of this length no longer reads as a heading.
LONG = 80


@dataclass(frozen=True, slots=True)
class Asked:
    """A public question. One that was taken down has a reason, and no words and no name."""

    number: int
    text: str
    name: str
    guest: bool
    edited: bool
    asked_at: datetime
    users: int
    guests: int
    outcome: Outcome
    reason: str
    case: str
    # The department that was given the question in the session, or "".
    unit: str

    @property
    def supports(self) -> int:
        """Return how many stand behind the question, guests included."""
        return self.users + self.guests

    @property
    def is_long(self) -> bool:
        """Return whether the text is too long to be set as a heading."""
        return len(self.text) > LONG

    @property
    def is_taken_down(self) -> bool:
        """Return whether only the place and the reason are left."""
        return self.outcome == "taken_down"

    @property
    def is_erased(self) -> bool:
        """Return whether the words were erased: no question is asked without any."""
        return not self.text and not self.is_taken_down


def asked(
    question: Question, support: Sequence[int], answers: Sequence[Line], ended_at: datetime | None
) -> Asked:
    """Return a question of the public state, given its support and what answered it."""
    users, guests = support
    return Asked(
        number=question["number"],
        text=question["text"],
        name=question["name"],
        guest=question["guest"],
        edited=question["edited"],
        asked_at=moment(question["asked_at"]),
        users=users,
        guests=guests,
        outcome=_outcome(question, answers, ended_at),
        reason=reasons.label(question["reason"]),
        case=question["case"],
        unit=question["unit"],
    )


def _outcome(question: Question, answers: Sequence[Line], ended_at: datetime | None) -> Outcome:
    if question["state"] == "taken_down":
        return "taken_down"
    if question["case"]:
        return "case"
    if not answers:
        return "waiting"
    later = ended_at is not None and answers[0].at > ended_at
    return "answered_later" if later else "answered"
