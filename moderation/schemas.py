"""What the desk's API takes and returns."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema
from pydantic import Field


class FindingOut(Schema):
    """A place in the text that a screen points at (characters; 0 to 0 for the whole)."""

    rule: str
    label: str
    start: int
    end: int
    note: str


class ClaimOut(Schema):
    """A lease: who works on the question, and until when."""

    by: str
    mine: bool
    until: datetime


class DecisionOut(Schema):
    """What was decided, by whom and why."""

    verdict: str
    reason: str
    reason_text: str
    words: str
    by: str
    at: datetime


class RowOut(Schema):
    """A question as the desk sees it, in any state."""

    number: int
    text: str
    original: str = Field(description="as it was asked, if it was reworded")
    edited: bool
    name: str
    guest: bool
    state: str
    version: int = Field(description="a decision names the version it saw")
    asked_at: datetime
    findings: list[FindingOut]
    claim: ClaimOut | None
    decision: DecisionOut | None


class CountersOut(Schema):
    """How much waits and how much is done."""

    held: int
    flagged: int
    published: int
    declined: int
    answered: int
    mine: int
    oldest_seconds: int | None = Field(
        description="how long the oldest one has waited; null when none waits"
    )


class HeldByOut(Schema):
    """Who works on which question."""

    number: int
    by: str


class SeatOut(Schema):
    """Who sits at which desk of the session at this moment."""

    name: str
    place: str


class WorkOut(Schema):
    """How far the moderators are, and who is at work."""

    held: int
    oldest_seconds: int | None = Field(
        description="how long the oldest one has waited; null when none waits"
    )
    overdue: int = Field(description="wait longer than everyone who asks is promised")
    decided_lately: int = Field(description="decided within the last five minutes")
    claims: list[HeldByOut]
    people: list[SeatOut] | None = Field(
        description="as in the frame `at_work`, for who has no socket; null when the server that "
        "was asked does not know: what was known before still holds"
    )


class QueueOut(Schema):
    """One page of the desk's list."""

    rows: list[RowOut]
    next: int | None = Field(description="give this as `after` for the next page")
    counters: CountersOut


class StepOut(Schema):
    """One step in a question's history, in words."""

    at: datetime
    by: str
    what: str
    detail: str


class OtherOut(Schema):
    """Another question of the same person in this session."""

    number: int
    text: str
    state: str


class QuestionOut(RowOut):
    """A question with what happened to it and what its author also asked."""

    history: list[StepOut]
    others: list[OtherOut]


class ClaimIn(Schema):
    """Which question to claim; null for the next that waits."""

    number: int | None = Field(ge=1)


class ReasonOut(Schema):
    """A coded reason to choose from."""

    code: str
    label: str
    needs_words: bool
