"""What becomes of a question in public."""

from __future__ import annotations

from typing import Any, ClassVar

from dialogue.events.base import Public
from log.vocabulary import Word


class QuestionPublished(Public):
    """A question became public, under a pseudonym or a guest's name."""

    kind: ClassVar[str] = "question.published"
    personal: ClassVar[frozenset[str]] = frozenset({"text", "name"})
    number: int
    text: str
    name: str
    guest: bool
    edited: bool
    asked_at: str
    # The code of one of the session's topics, or "".
    topic: str = ""


class QuestionTakenUp(Public):
    """This is the question now."""

    kind: ClassVar[str] = "question.taken_up"
    number: int


class QuestionPutBack(Public):
    """The question went back to the list."""

    kind: ClassVar[str] = "question.put_back"
    number: int


class QuestionOrdered(Public):
    """These come next, in this order."""

    kind: ClassVar[str] = "question.ordered"
    numbers: list[int]


class QuestionTakenDown(Public):
    """A public question was taken down; its place and the coded reason stay."""

    kind: ClassVar[str] = "question.taken_down"
    number: int
    reason: str

    def header_reason(self) -> str:
        """Return the reason: it is public for ever."""
        return self.reason


class QuestionAssigned(Public):
    """The question was handed to a department, which answers it as a case after the session."""

    kind: ClassVar[str] = "question.assigned"
    number: int
    unit: str


class QuestionUnnamed(Public):
    """The asker closed the account: the words stay, the name is shown nowhere any more."""

    kind: ClassVar[str] = "question.unnamed"
    number: int


class QuestionHandedOver(Public):
    """What could not be answered live is followed as a case."""

    kind: ClassVar[str] = "question.handed_over"
    number: int
    case: str


class Total(Word):
    """Support for one question when the session ended, signed-in people and guests apart."""

    number: int
    users: int
    guests: int


class SupportTotalled(Public):
    """The final count of support."""

    kind: ClassVar[str] = "support.totalled"
    totals: list[Total]

    def shown(self) -> dict[str, Any]:
        """Return [number, users, guests] triples: thousands of names would weigh too much."""
        return {"totals": [[total.number, total.users, total.guests] for total in self.totals]}

    @classmethod
    def shown_schema(cls) -> dict[str, Any]:
        """Return the schema of the triples."""
        triple = {"type": "array", "items": {"type": "integer"}, "minItems": 3, "maxItems": 3}
        return {
            "type": "object",
            "properties": {"totals": {"type": "array", "items": triple}},
            "required": ["totals"],
            "additionalProperties": False,
        }
