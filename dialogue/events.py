"""The words in which the live room speaks: public ones, and those of the desk."""

from __future__ import annotations

from typing import Any, ClassVar

from dialogue.text import render
from log.vocabulary import Audience, EventData, Word
from sessions_app.events import Speaker


class Public(EventData):
    """Base of what anyone may read."""

    audience: ClassVar[Audience] = "public"


class Desk(EventData):
    """Base of what only staff may read."""

    audience: ClassVar[Audience] = "desk"


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


class QuestionUnnamed(Public):
    """The asker closed the account: the words stay, the name is shown nowhere any more."""

    kind: ClassVar[str] = "question.unnamed"
    number: int


class QuestionHandedOver(Public):
    """What could not be answered live is followed as a case."""

    kind: ClassVar[str] = "question.handed_over"
    number: int
    case: str


class Spoken(Public):
    """Base of what is said: Markdown in the log, HTML added for clients."""

    text: str

    def shown(self) -> dict[str, Any]:
        """Return the payload with the rendered, sanitised text."""
        return {**self.stored(), "html": render(self.text)}

    @classmethod
    def blanked(cls, *, number: int | None, reason: str, at: str) -> dict[str, Any]:
        """Return the entry without words, rendered or not."""
        return {**super().blanked(number=number, reason=reason, at=at), "html": ""}

    @classmethod
    def shown_schema(cls) -> dict[str, Any]:
        """Return the schema with the rendered text."""
        schema = cls.model_json_schema()
        schema["properties"]["html"] = {"type": "string", "description": "sanitised HTML"}
        schema["required"].append("html")
        return schema


class AnswerPublished(Spoken):
    """A leader answered a question."""

    kind: ClassVar[str] = "answer.published"
    number: int
    speaker: Speaker


class SpeechPublished(Spoken):
    """Somebody said something that answers no particular question."""

    kind: ClassVar[str] = "speech.published"
    speaker: Speaker


class EntryCorrected(Spoken):
    """What was said at `target` should read so. The earlier wording stays visible."""

    kind: ClassVar[str] = "entry.corrected"
    target: int
    reason: str


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


class QuestionReceived(Desk):
    """A question came in."""

    kind: ClassVar[str] = "question.received"
    number: int
    text: str
    name: str
    guest: bool


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
