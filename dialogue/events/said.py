"""What is said, promised and pinned, and what people make of it."""

from __future__ import annotations

from typing import ClassVar

from dialogue.events.base import Public, Spoken
from log.vocabulary import Word
from sessions_app.events import Speaker


class Source(Word):
    """What an answer rests on: a law, a notice, a page. `href` is https, or "" for none."""

    title: str
    href: str


class AnswerPublished(Spoken):
    """A leader answered a question."""

    kind: ClassVar[str] = "answer.published"
    number: int
    speaker: Speaker
    sources: list[Source] = []


class AnswerGivenAloud(Public):
    """A question was answered by voice; its words are written down where they are spoken."""

    kind: ClassVar[str] = "answer.given_aloud"
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


class PromiseMade(Public):
    """A leader promised something: what, which unit does it, and by which day (YYYY-MM-DD)."""

    kind: ClassVar[str] = "promise.made"
    number: int | None
    speaker: Speaker
    text: str
    unit: str
    due: str


class NoticePinned(Public):
    """The host pinned a notice, in plain text, where everyone sees it."""

    kind: ClassVar[str] = "notice.pinned"
    text: str


class NoticeUnpinned(Public):
    """The notice pinned at `target` no longer applies."""

    kind: ClassVar[str] = "notice.unpinned"
    target: int


class Opinions(Word):
    """What people made of the answer at `seq` when the session ended."""

    seq: int
    thanks: int
    clear: int
    more: int
    # The sum of all ratings (1 to 5), and how many there were.
    stars: int
    rated: int


class OpinionsTotalled(Public):
    """The final count of reactions to answers, and of ratings."""

    kind: ClassVar[str] = "opinions.totalled"
    totals: list[Opinions]
