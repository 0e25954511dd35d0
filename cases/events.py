"""The words in which a case is told: the public timeline, and the unit's own notes.

Days are ISO 8601 dates in the platform's zone: what is due, is due at the end of the day.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from dialogue.events import Desk, Public, Spoken
from log.vocabulary import Word


class TimeLimit(Word):
    """How long the unit has: the rule as it was in force when the case began."""

    days: int
    counted: Literal["working", "calendar"]


class CaseReceived(Public):
    """A question that was left over is followed as a case from now on."""

    kind: ClassVar[str] = "case.received"
    personal: ClassVar[frozenset[str]] = frozenset({"title", "text"})
    case: str
    session: int
    number: int
    title: str
    text: str
    unit: str
    due_on: str
    limit: TimeLimit


class CaseAccepted(Public):
    """The unit has it in hand and owes the reply by this day."""

    kind: ClassVar[str] = "case.accepted"
    unit: str
    due_on: str


class CaseReplied(Spoken):
    """The unit's official reply."""

    kind: ClassVar[str] = "case.replied"
    unit: str


class CaseClosed(Public):
    """Nothing is left to do."""

    kind: ClassVar[str] = "case.closed"


class CaseNoted(Desk):
    """What those who handle the case wrote down for one another."""

    kind: ClassVar[str] = "case.noted"
    text: str
