"""Working days in China: weekends, public holidays and the days worked in exchange (调休).

The state announces each year's days off late in the year before. The `holidays` package
holds what was announced; what it lacks, or what differs here, staff enter as SpecialDay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

from cases.models import SpecialDay

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class _Year:
    """What the package knows of a year."""

    off: frozenset[date]
    worked_weekends: frozenset[date]


@cache
def _known(year: int) -> _Year:
    days = country_holidays("CN", years=year)
    return _Year(frozenset(days), frozenset(d for d in days.weekend_workdays if d.year == year))


@dataclass(frozen=True)
class Calendar:
    """The days of work, given the days that staff entered: {day: whether it is worked}."""

    special: Mapping[date, bool] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        """Return whether units work on `day`."""
        if day in self.special:
            return self.special[day]
        known = _known(day.year)
        if day.weekday() >= _SATURDAY:
            return day in known.worked_weekends
        return day not in known.off

    def add_working_days(self, start: date, days: int) -> date:
        """Return the last of `days` working days after `start`, which itself does not count."""
        if days < 1:
            raise ValueError("a time limit is at least a day")
        later = self._working_days_after(start)
        for _ in range(days - 1):
            next(later)
        return next(later)

    def add_calendar_days(self, start: date, days: int) -> date:
        """Return the day `days` after `start`; one that is off moves to the next that is not."""
        return self.add_working_days(start + (days - 1) * _DAY, 1)

    def working_days_between(self, start: date, end: date) -> int:
        """Return how many working days lie after `start`, up to and with `end`."""
        span = (end - start).days
        return sum(self.is_working_day(start + n * _DAY) for n in range(1, span + 1))

    def announced(self, year: int) -> bool:
        """Return whether the days off of `year` are known, not only those fixed by statute.

        Every notice so far had days worked in exchange: whoever knows one has the notice.
        """
        entered = {day for day, worked in self.special.items() if worked and day.year == year}
        weekends = {day for day in entered if day.weekday() >= _SATURDAY}
        return bool(weekends | _known(year).worked_weekends)

    def _working_days_after(self, start: date) -> Iterator[date]:
        day = start
        while True:
            day += _DAY
            if self.is_working_day(day):
                yield day


def current() -> Calendar:
    """Return the calendar with what staff entered, in one query."""
    return Calendar(dict(SpecialDay.objects.values_list("day", "working")))


def is_working_day(day: date) -> bool:
    """Return whether units work on `day`."""
    return current().is_working_day(day)


def add_working_days(start: date, days: int) -> date:
    """Return the last of `days` working days after `start`, which itself does not count."""
    return current().add_working_days(start, days)


def announced(year: int) -> bool:
    """Return whether the days off of `year` are known, not only those fixed by statute."""
    return current().announced(year)
