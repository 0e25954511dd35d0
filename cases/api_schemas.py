"""What the cases' API returns."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

StateName = Literal["received", "accepted", "answered", "closed"]


class CaseRowOut(Schema):
    """A case in a list. Without a title if its question was taken down."""

    number: str
    title: str
    state: StateName
    question_number: int | None
    session_number: int | None
    unit: str
    due_on: date
    overdue: bool
    answered_on: date | None
    closed_on: date | None
    reply_excerpt: str
    gone: bool = Field(description="the question was taken down; its words are not shown")


class CasesOut(Schema):
    """One page of cases, the newest first."""

    rows: list[CaseRowOut]
    next: str | None = Field(description="`before` of the next page")


class SessionRefOut(Schema):
    """The session a case comes from."""

    number: int
    title: str


class CaseQuestionOut(Schema):
    """A question that a case follows, found in its session's transcript."""

    session: int
    number: int
    name: str
    asked_at: datetime


class LimitOut(Schema):
    """How long the unit has."""

    days: int
    counted: Literal["working", "calendar"]


class StepOut(Schema):
    """One entry of the timeline."""

    seq: int
    kind: str
    at: datetime
    unit: str
    due_on: date


class CaseOut(Schema):
    """A case. What is due is due at the end of that day in the platform's zone."""

    case: str = Field(description="its number")
    session: SessionRefOut | None
    number: int = Field(description="of the question it was born from")
    questions: list[CaseQuestionOut]
    title: str
    text: str
    taken_down: bool = Field(description="the question was; its words are not shown")
    unit: str
    state: StateName
    due_on: date
    limit: LimitOut | None = Field(description="null when what the case began with was erased")
    overdue: bool
    opened_at: datetime
    accepted_at: datetime | None
    answered_at: datetime | None
    closed_at: datetime | None
    working_days: int | None = Field(description="from the question to the closing")
    reply: str = Field(description="Markdown")
    html: str = Field(description="the reply, rendered and sanitised")
    steps: list[StepOut]
