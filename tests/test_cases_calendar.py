"""Working days in China, and the limits that count them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Organisation
from cases import calendar, limits, notices
from cases.calendar import Calendar
from cases.models import Counted, Kind, LimitRule, SpecialDay
from tests import cast

PLAIN = Calendar()
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
COUNTS = st.integers(1, 60)
# The days off and the days worked in exchange, as the State Council's notice for 2026 has them.
OFF_2026 = [
    (date(2026, 1, 1), 3), (date(2026, 2, 15), 9), (date(2026, 4, 4), 3), (date(2026, 5, 1), 5),
    (date(2026, 6, 19), 3), (date(2026, 9, 25), 3), (date(2026, 10, 1), 7),
]  # fmt: skip
WORKED_2026 = [
    date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20),
    date(2026, 10, 10),
]  # fmt: skip
OFF_2025 = [
    (date(2025, 1, 1), 1), (date(2025, 1, 28), 8), (date(2025, 4, 4), 3), (date(2025, 5, 1), 5),
    (date(2025, 5, 31), 3), (date(2025, 10, 1), 8),
]  # fmt: skip
WORKED_2025 = [
    date(2025, 1, 26), date(2025, 2, 8), date(2025, 4, 27), date(2025, 9, 28), date(2025, 10, 11),
]  # fmt: skip


@pytest.mark.parametrize(
    ("year", "stretches", "worked"),
    [(2025, OFF_2025, WORKED_2025), (2026, OFF_2026, WORKED_2026)],
)
def test_every_day_of_a_year_is_as_the_notice_has_it(
    year: int, stretches: list[tuple[date, int]], worked: list[date]
) -> None:
    off = {start + timedelta(days=n) for start, days in stretches for n in range(days)}
    day = date(year, 1, 1)
    while day.year == year:
        weekend = day.weekday() >= 5
        expected = day in worked or (not weekend and day not in off)
        assert PLAIN.is_working_day(day) == expected, day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 2, 12), 5, date(2026, 2, 26)),  # over Spring Festival, a Saturday worked
        (date(2026, 9, 30), 5, date(2026, 10, 13)),  # over National Day, a Saturday worked
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 11, 23), 5, date(2026, 11, 30)),  # an ordinary week
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # from a Saturday
        (date(2025, 12, 31), 1, date(2026, 1, 4)),  # into a year that begins with a worked Sunday
    ],
)
def test_working_days_are_counted_from_the_day_after(start: date, days: int, due: date) -> None:
    assert PLAIN.add_working_days(start, days) == due
    assert PLAIN.working_days_between(start, due) == days


@given(DAYS, COUNTS)
def test_a_limit_never_ends_on_a_day_off(start: date, days: int) -> None:
    for due in (PLAIN.add_working_days(start, days), PLAIN.add_calendar_days(start, days)):
        assert PLAIN.is_working_day(due)
        assert due > start


@given(DAYS, COUNTS)
def test_a_longer_limit_and_a_later_start_never_end_earlier(start: date, days: int) -> None:
    due = PLAIN.add_working_days(start, days)
    assert PLAIN.add_working_days(start, days + 1) > due
    assert PLAIN.add_working_days(start + timedelta(days=1), days) >= due
    assert PLAIN.add_calendar_days(start, days + 1) >= PLAIN.add_calendar_days(start, days)


@given(DAYS, COUNTS)
def test_counting_back_gives_what_was_added(start: date, days: int) -> None:
    assert PLAIN.working_days_between(start, PLAIN.add_working_days(start, days)) == days


def test_nothing_lies_between_a_day_and_an_earlier_one() -> None:
    assert PLAIN.working_days_between(date(2026, 11, 24), date(2026, 11, 23)) == 0


def test_a_limit_of_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="at least a day"):
        PLAIN.add_working_days(date(2026, 11, 23), 0)


def test_calendar_days_that_end_on_a_day_off_move_on() -> None:
    assert PLAIN.add_calendar_days(date(2026, 11, 23), 5) == date(2026, 11, 30)
    assert PLAIN.add_calendar_days(date(2026, 11, 23), 3) == date(2026, 11, 26)
    assert PLAIN.add_calendar_days(date(2026, 9, 24), 7) == date(2026, 10, 8)


# --- What staff enter ---------------------------------------------------------------


def test_a_year_is_announced_once_a_day_worked_in_exchange_is_known() -> None:
    assert PLAIN.announced(2026)
    assert not PLAIN.announced(2031)
    assert not Calendar({date(2031, 3, 3): False}).announced(2031)
    assert not Calendar({date(2031, 3, 3): True}).announced(2031)  # a Monday: no exchange
    assert Calendar({date(2031, 2, 1): True}).announced(2031)  # a Saturday
    assert not Calendar({date(2031, 2, 1): True}).announced(2032)


@pytest.mark.django_db
def test_special_days_count_before_the_built_in_calendar() -> None:
    assert calendar.add_working_days(date(2026, 11, 23), 5) == date(2026, 11, 30)
    SpecialDay.objects.create(day=date(2026, 11, 25), working=False, note="暴雨停工")
    SpecialDay.objects.create(day=date(2026, 11, 28), working=True, note="周六补班")
    assert not calendar.is_working_day(date(2026, 11, 25))
    assert calendar.is_working_day(date(2026, 11, 28))
    assert calendar.add_working_days(date(2026, 11, 23), 4) == date(2026, 11, 28)


@pytest.mark.django_db
def test_staff_are_told_which_years_are_not_announced_yet() -> None:
    with translation.override("en"):
        (warning,) = notices.missing_calendars([2031, 2026, 2031])
        assert "2031" in warning
    assert not calendar.announced(2031)
    SpecialDay.objects.create(day=date(2031, 2, 1), working=True)
    assert calendar.announced(2031)
    assert notices.missing_calendars([2031]) == []


# --- Limits -------------------------------------------------------------------------

ON = date(2026, 11, 23)


def rule(days: int, unit: Organisation | None = None, since: date = date(2026, 1, 1)) -> None:
    LimitRule.objects.create(organisation=unit, days=days, since=since)


def limit(unit: Organisation) -> int:
    return limits.limit_for(Kind.LEFTOVER, unit, ON).days


@pytest.mark.django_db
def test_leftovers_of_a_session_have_five_working_days_where_nobody_says_otherwise() -> None:
    found = limits.limit_for(Kind.LEFTOVER, cast.city(), ON)
    assert (found.days, found.counted) == (5, Counted.WORKING)


@pytest.mark.django_db
def test_the_nearest_unit_says_how_long_and_the_latest_rule_in_effect_counts() -> None:
    city = cast.city()
    office = Organisation.objects.create(name="公交处", parent=city)
    team = Organisation.objects.create(name="线网科", parent=office)
    other = Organisation.objects.create(name="清江市教育局")
    rule(8)
    rule(6, since=date(2026, 6, 1))
    assert (limit(team), limit(other)) == (6, 6)
    rule(4, city)
    assert (limit(city), limit(team), limit(other)) == (4, 4, 6)
    rule(3, office)
    assert (limit(city), limit(office), limit(team)) == (4, 3, 3)
    rule(2, office, since=ON)
    rule(1, office, since=ON + timedelta(days=1))
    assert limit(team) == 2


@pytest.mark.django_db
def test_a_limit_in_calendar_days_is_counted_so() -> None:
    LimitRule.objects.create(days=5, counted=Counted.CALENDAR, since=date(2026, 1, 1))
    found = limits.limit_for(Kind.LEFTOVER, cast.city(), ON)
    assert found.due_on(ON, PLAIN) == date(2026, 11, 30)
