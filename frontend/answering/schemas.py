"""What the console's own API returns."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field


class EarlierOut(Schema):
    """A public answer, or case, on the same matter."""

    kind: Literal["answer", "case"]
    number: str = Field(description="the question's in its session, or the case's")
    text: str
    answer: str = Field(description="the beginning of the answer, or nothing")
    where: str = Field(description="the session's title, or the unit of the case")
    at: datetime
    href: str
    state: str = Field(description="how far a case is, in words")


class UnitChoiceOut(Schema):
    """A unit that work can be given to."""

    id: int
    name: str
    above: str = Field(description="the unit above it, or nothing")


class DaysOut(Schema):
    """A day that lies so many working days ahead."""

    days: int
    on: date


class UnitsOut(Schema):
    """Units to choose from, and days by which they could be done."""

    units: list[UnitChoiceOut]
    days: list[DaysOut]
    first: date = Field(description="the nearest day by which something can be promised")
    last: date = Field(description="the furthest day")
