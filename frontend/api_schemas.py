"""What the schedule's and the directory's API returns."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field


class UnitRefOut(Schema):
    """A unit of government, by its id."""

    id: int
    name: str


class TopicOut(Schema):
    """A field of public life; `name` is Chinese."""

    code: str
    name: str
    name_en: str


class GuestRefOut(Schema):
    """Who answers in a session; `leader` leads to /leaders/{leader} where there is such a page."""

    name: str
    post: str
    leader: int | None


class SessionRowOut(Schema):
    """A session in the schedule."""

    number: int
    title: str
    state: Literal["announced", "collecting", "live", "paused", "ended", "archived", "cancelled"]
    unit: UnitRefOut
    guests: list[GuestRefOut]
    topics: list[TopicOut]
    starts_at: datetime
    ends_at: datetime
    announced_for: datetime | None = Field(description="the start that was announced first")
    takes_questions: bool
    cancel_reason: str
    version: int = Field(description="rises with every change")


class ScheduleOut(Schema):
    """One page of the schedule."""

    rows: list[SessionRowOut]
    count: int = Field(description="of all pages together")
    next: int | None = Field(description="`page` of the next page")


class PostOut(Schema):
    """A post that is held, or was. Days without a date are open."""

    unit: UnitRefOut
    post: str
    since: date | None
    until: date | None
    spokesperson: bool


class LeaderRowOut(Schema):
    """A leader in a list, with the posts held today."""

    id: int
    name: str
    posts: list[PostOut]


class LeadersOut(Schema):
    """Leaders, those whose name fits best first."""

    rows: list[LeaderRowOut]


class LeaderOut(LeaderRowOut):
    """A leader."""

    former: list[PostOut]
    biography: str
    portrait: str = Field(description="address of the picture, or nothing")
    answered: int = Field(description="public questions answered, over all sessions")


class UnitRowOut(UnitRefOut):
    """A unit in a list."""

    level: str
    parent: UnitRefOut | None


class UnitsOut(Schema):
    """Units, those whose name fits best first."""

    rows: list[UnitRowOut]


class HolderOut(Schema):
    """Who holds a post in a unit today."""

    leader: int
    name: str
    post: str
    spokesperson: bool


class UnitOut(UnitRowOut):
    """A unit: how to reach it, and who is in office there."""

    code: str
    about: str
    phone: str
    email: str
    address: str
    website: str
    working_hours: str
    active: bool
    above: list[UnitRefOut] = Field(description="the highest first")
    holders: list[HolderOut]
