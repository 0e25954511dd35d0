"""The words in which a session's life is told on the public stream."""

from __future__ import annotations

from typing import ClassVar, Literal

from log.vocabulary import Audience, EventData, Word


class Speaker(Word):
    """Who speaks: a leader by the key of the guest list, or the host."""

    key: str
    name: str
    post: str


class Rules(Word):
    """What a person who wants to ask should know."""

    ask: Literal["signed_in", "phone", "real", "guests"]
    guests_support: bool
    max_length: int
    per_person: int
    # Seconds between two questions of one person; 0 is no pause.
    slow_seconds: int = 0
    promise_minutes: int


class Field(Word):
    """A topic, named in both languages."""

    code: str
    name: str
    name_en: str


class Paper(Word):
    """What one should read beforehand: a file (`kind` is pdf, docx…) or a "link"."""

    title: str
    href: str
    kind: str


class LifeEvent(EventData):
    """Base of everything that happens to a session as a whole."""

    audience: ClassVar[Audience] = "public"


class Details(LifeEvent):
    """What is announced about a session. Times are ISO 8601 in UTC.

    What has a default came later: it is not in the logs of earlier sessions.
    """

    title: str
    summary: str
    unit: str
    starts_at: str
    ends_at: str
    guests: list[Speaker]
    rules: Rules
    topics: list[Field] = []
    # The address of a picture, and of the live stream; "" where there is none.
    poster: str = ""
    stream: str = ""
    documents: list[Paper] = []


class SessionAnnounced(Details):
    """The session became public."""

    kind: ClassVar[str] = "session.announced"


class SessionDetailed(Details):
    """Title, time, guests or rules changed after the announcement."""

    kind: ClassVar[str] = "session.detailed"


class SessionCollecting(LifeEvent):
    """Questions are taken from now on, before the start."""

    kind: ClassVar[str] = "session.collecting"


class SessionOpened(LifeEvent):
    """The session is live."""

    kind: ClassVar[str] = "session.opened"


class SessionPaused(LifeEvent):
    """The host paused; `note` says why, in words for everyone."""

    kind: ClassVar[str] = "session.paused"
    note: str


class SessionResumed(LifeEvent):
    """The session goes on."""

    kind: ClassVar[str] = "session.resumed"


class IntakeClosed(LifeEvent):
    """No more questions are taken."""

    kind: ClassVar[str] = "session.intake_closed"


class SessionExtended(LifeEvent):
    """It goes on longer than planned: `ends_at` is the new planned end (ISO 8601, UTC)."""

    kind: ClassVar[str] = "session.extended"
    ends_at: str
    note: str


class SessionEnded(LifeEvent):
    """The live part is over; `summary` is what the host said in closing, in plain text."""

    kind: ClassVar[str] = "session.ended"
    summary: str = ""


class SessionArchived(LifeEvent):
    """The record was sealed for the first time."""

    kind: ClassVar[str] = "session.archived"


class SessionCancelled(LifeEvent):
    """The session will not take place."""

    kind: ClassVar[str] = "session.cancelled"
    reason: str
