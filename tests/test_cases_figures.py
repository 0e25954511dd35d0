"""Figures and excerpts: counted from the cases, in the days of the platform."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from cases import figures, queries
from cases.models import Case
from cases.rows import excerpt
from tests import casework, clocks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_figures_are_counted_from_the_cases() -> None:
    assert queries.figures() == {
        "closed_this_month": 0, "median_working_days": None, "open": 0, "overdue": 0,
    }  # fmt: skip
    with clocks.days_ago(40):
        casework.received()
        casework.answered()  # a reply is not owed any more
    casework.accepted()
    Case.objects.filter(pk=casework.closed().pk).update(working_days=4)
    Case.objects.filter(pk=casework.closed().pk).update(working_days=9)
    assert queries.figures() == {
        "closed_this_month": 2, "median_working_days": 6.5, "open": 3, "overdue": 1,
    }  # fmt: skip
    Case.objects.filter(pk=casework.closed().pk).update(working_days=5)
    assert queries.figures()["median_working_days"] == 5


def test_this_month_begins_at_midnight_in_the_platforms_zone() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    now = datetime(2026, 12, 3, 10, tzinfo=zone)
    for closed_at, counted in (
        (datetime(2026, 11, 30, 23, 58, tzinfo=zone), 0),
        (datetime(2026, 12, 1, 0, 0, tzinfo=zone), 1),
        (datetime(2026, 12, 3, 11, 0, tzinfo=zone), 1),
    ):
        with clocks.at(closed_at):
            casework.closed()
        assert figures.count(now)["closed_this_month"] == counted


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("", ""),
        ("**重点：**请看。\n\n第二段。", "重点：请看。第二段。"),
        ("1. 一\n2. 二", "一；二"),
        ("11 月 20 日修复 14 盏。", "11 月 20 日修复 14 盏。"),
        ("a < b & c\n\nd", "a < b & c; d"),
        ("长" * 200, "长" * 89 + "…"),
    ],
)
def test_an_excerpt_is_plain_words(markdown: str, plain: str) -> None:
    assert excerpt(markdown) == plain


def test_days_are_days_of_the_platform() -> None:
    with clocks.at(datetime(2026, 11, 30, 17, 0, tzinfo=ZoneInfo("UTC"))):
        casework.closed()
    row = queries.recent(1)[0]
    assert (row["answered_on"], row["closed_on"]) == (date(2026, 12, 1), date(2026, 12, 1))
