"""What the live room's API takes and returns."""

from __future__ import annotations

from typing import Any

from ninja import Schema
from pydantic import Field

Pair = tuple[int, int]
Opinion = tuple[int, int, int, int, int]


class TokenOut(Schema):
    """A token for the socket and for `Authorization`, and whose it is."""

    token: str | None
    principal: str | None
    name: str
    expires_in: int = Field(description="seconds")


class GuestIn(Schema):
    """What a guest wants to be called."""

    name: str = Field("", max_length=40)


class SpeakerOut(Schema):
    """Somebody who speaks on the record."""

    key: str
    name: str
    post: str


class SessionOut(Schema):
    """What is public about a session as a whole."""

    number: int
    title: str
    summary: str
    unit: str
    state: str
    intake: bool
    starts_at: str
    ends_at: str
    opened_at: str | None
    ended_at: str | None
    note: str
    guests: list[SpeakerOut]
    rules: dict[str, Any]


class PollFigures(Schema):
    """How an open poll stands; no votes and no words while its results are hidden."""

    version: int
    users: int
    guests: int
    votes: list[int]
    options: list[str] = Field(description="the words of a word cloud, most frequent first")


class Figures(Schema):
    """The running figures, which no log holds; the latest wins."""

    support: dict[str, Pair]
    polls: dict[str, PollFigures] = Field(description="by the poll's number, open ones only")
    opinions: dict[str, Opinion] = Field(
        description="by the answer's seq: thanks, clear, more, sum of ratings, how many rated"
    )
    viewers: int


class SnapshotOut(Figures):
    """The whole public state and the position in the log that it stands for."""

    epoch: str
    seq: int
    state: dict[str, Any]


class LogOut(Figures):
    """A stretch of the public log, in order and without holes."""

    epoch: str
    seq: int = Field(description="where the log stands now")
    events: list[dict[str, Any]]
    more: bool


class SegmentOut(Schema):
    """A full stretch of the log that will never change."""

    epoch: str
    events: list[dict[str, Any]]


class OwnQuestion(Schema):
    """A question as its own author sees it."""

    number: int
    text: str
    original: str
    state: str
    version: int
    asked_at: str
    reason: str
    reason_text: str
    words: str
    receipt: str
    case: str


class OwnOpinion(Schema):
    """What one makes of an answer: a reaction or "", and stars (0 for none)."""

    reaction: str
    stars: int


class MineOut(Schema):
    """Who one is in a session, what one asked, supports, voted for and thinks of answers."""

    principal: str
    name: str
    guest: bool
    rights: list[str]
    obstacle: str = Field(
        description="code of what keeps one from asking here (phone_needed, …), or empty"
    )
    wait: int = Field(description="seconds until slow mode lets one ask again")
    questions: list[OwnQuestion]
    supported: list[int]
    ballots: dict[str, list[str]] = Field(
        description="by the poll's number: the options, or words, one has chosen"
    )
    opinions: dict[str, OwnOpinion] = Field(description="by the answer's seq")


class AckOut(Schema):
    """What an act is answered with, on both edges."""

    t: str = "ack"
    ref: str
    ok: bool
    result: dict[str, Any] | None = None


class DraftSource(Schema):
    """What an answer rests on; the address may still be half typed, or missing."""

    title: str = Field(max_length=120)
    href: str = Field("", max_length=500)


class DraftIn(Schema):
    """An answer that is being prepared, and the version last seen (0 for none).

    What is left out stays as it is.
    """

    text: str = Field(max_length=50_000)
    sources: list[DraftSource] | None = Field(None, max_length=10)
    ready: bool | None = Field(None, description="whoever answers can look at it now")
    version: int = Field(ge=0)


class DraftRowOut(Schema):
    """Which answer is being prepared: by whom and when last, and whether it is ready."""

    number: int
    ready: bool
    version: int
    by: str
    by_name: str
    at: str | None


class DraftOut(DraftRowOut):
    """A saved draft."""

    text: str
    sources: list[DraftSource]


class NoteOut(Schema):
    """A private note to whoever answers."""

    number: int
    to: str = Field(description="a speaker's key, or nothing for all who answer")
    about: int | None = Field(description="the question it is about")
    text: str
    by: str
    by_name: str
    at: str
    received: bool = Field(description="whether it is for the caller, who can acknowledge it")
    seen_at: str | None
    seen_by: str


class PreviewIn(Schema):
    """Markdown to look at."""

    text: str = Field(max_length=50_000)


class PreviewOut(Schema):
    """The sanitised HTML it gives."""

    html: str
