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

    ask: Literal["signed_in", "guests"]
    guests_support: bool
    max_length: int
    per_person: int
    promise_minutes: int


class LifeEvent(EventData):
    """Base of everything that happens to a session as a whole."""

    audience: ClassVar[Audience] = "public"


class Details(LifeEvent):
    """What is announced about a session. Times are ISO 8601 in UTC."""

    title: str
    summary: str
    unit: str
    starts_at: str
    ends_at: str
    guests: list[Speaker]
    rules: Rules


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


class SessionEnded(LifeEvent):
    """The live part is over."""

    kind: ClassVar[str] = "session.ended"


class SessionArchived(LifeEvent):
    """The record was sealed for the first time."""

    kind: ClassVar[str] = "session.archived"


class SessionCancelled(LifeEvent):
    """The session will not take place."""

    kind: ClassVar[str] = "session.cancelled"
    reason: str
