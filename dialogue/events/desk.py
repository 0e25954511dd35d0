"""What only staff are told."""

from __future__ import annotations

from typing import ClassVar

from dialogue.events.base import Desk
from log.vocabulary import Word


class QuestionReceived(Desk):
    """A question came in."""

    kind: ClassVar[str] = "question.received"
    number: int
    text: str
    name: str
    guest: bool
    topic: str = ""


class FoundSpan(Word):
    """A place that a screen points at: advice, never a verdict. Offsets in characters."""

    rule: str
    start: int
    end: int
    note: str


class QuestionScreened(Desk):
    """What the screens noticed; kept apart from what the asker may see."""

    kind: ClassVar[str] = "question.screened"
    number: int
    findings: list[FoundSpan]


class QuestionEdited(Desk):
    """The asker changed the text while it was held."""

    kind: ClassVar[str] = "question.edited"
    number: int
    text: str


class QuestionWithdrawn(Desk):
    """The asker took the question back while it was held."""

    kind: ClassVar[str] = "question.withdrawn"
    number: int


class QuestionAskerLeft(Desk):
    """The asker of a question that is not public closed the account."""

    kind: ClassVar[str] = "question.asker_left"
    number: int


class QuestionDeclined(Desk):
    """A moderator did not make it public, for a coded reason told to the asker."""

    kind: ClassVar[str] = "question.declined"
    number: int
    reason: str
    words: str

    def header_reason(self) -> str:
        """Return the reason: with the header, anyone can recount the refusals."""
        return self.reason


class NoteSent(Desk):
    """Staff wrote a private note to whoever answers; `to` is a speaker's key, or "" for all."""

    kind: ClassVar[str] = "note.sent"
    note: int
    to: str
    about: int | None
    text: str


class NoteSeen(Desk):
    """The note was acknowledged by whom it was for."""

    kind: ClassVar[str] = "note.seen"
    note: int
