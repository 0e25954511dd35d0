"""Letting the demo's sessions and cases have happened when they say, not all in one minute."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone


@dataclass
class Clock:
    """A clock that moves when it is told to."""

    at: datetime

    def now(self) -> datetime:
        """Return the time it shows."""
        return self.at

    def forward(self, **span: float) -> None:
        """Move on by days, hours, minutes or seconds."""
        self.at += timedelta(**span)

    def to_weekday(self, days: int, hour: int, minute: int) -> None:
        """Move on to that time of the weekday so many weekdays later."""
        day = timezone.localtime(self.at).replace(hour=hour, minute=minute)
        while days:
            day += timedelta(days=1)
            days -= day.weekday() < 5
        self.at = day


@contextmanager
def beginning(at: datetime) -> Iterator[Clock]:
    """Let everything within take place from `at` on, by the clock that is yielded.

    In the demo's own process only: whatever serves people keeps the real time.
    """
    clock, real = Clock(at), timezone.now
    timezone.now = clock.now
    try:
        yield clock
    finally:
        timezone.now = real


def working_days_ago(days: int, hour: int) -> datetime:
    """Return that hour of the day so many weekdays ago."""
    day = timezone.localtime().replace(hour=hour, minute=0, second=0, microsecond=0)
    while days:
        day -= timedelta(days=1)
        days -= day.weekday() < 5
    return day
