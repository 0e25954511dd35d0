"""The tags and filters that every page uses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.utils import timezone, translation
from lucide import IconDoesNotExist

from frontend.templatetags import huiyin

MORNING = datetime(2026, 11, 23, 6, 21, 7, tzinfo=UTC)  # 14:21 in Shanghai
LATE = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)  # 00:30 of the next day there


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def rendered(source: str, **context: object) -> str:
    return Template("{% load huiyin %}" + source).render(Context(context))


def test_an_icon_is_inline_svg_that_screen_readers_skip() -> None:
    svg = ElementTree.fromstring(rendered('{% icon "moon" %}'))
    assert (svg.tag, svg.get("class"), svg.get("aria-hidden")) == ("svg", "icon", "true")
    assert svg.get("style") is None


def test_an_icon_that_does_not_exist_is_noticed_at_once() -> None:
    with pytest.raises(IconDoesNotExist):
        rendered('{% icon "no-such-icon" %}')


def test_a_qr_code_has_a_title_and_leaves_nothing_unescaped() -> None:
    markup = rendered("{% qr url %}", url="https://ask.example.org/?a=1&b=<script>")
    svg = ElementTree.fromstring(markup)
    assert svg.get("role") == "img"
    assert [child.tag for child in svg] == ["title", "path", "path"]
    assert "<script>" not in markup


@pytest.mark.parametrize(
    ("number", "shown"), [(0, "0"), (None, "0"), (999, "999"), (1204, "1,204"), (1e6, "1,000,000")]
)
def test_a_count_marks_its_thousands(number: int | None, shown: str) -> None:
    assert huiyin.count(int(number) if number else number) == shown


def test_the_time_of_day_is_the_platforms() -> None:
    assert huiyin.clock(MORNING) == "14:21"
    assert huiyin.clock("2026-11-23T06:21:07.123456Z") == "14:21"
    assert huiyin.clock(None) == ""
    assert huiyin.clock("") == ""


def test_a_machine_readable_moment_carries_its_offset() -> None:
    assert huiyin.iso(MORNING) == "2026-11-23T14:21+08:00"
    assert huiyin.iso(None) == ""


def test_a_day_is_the_platforms_and_names_the_year_only_when_it_is_another() -> None:
    this_year = timezone.localdate().replace(month=3, day=9)
    assert huiyin.day(this_year) == "9 Mar"
    assert huiyin.day(date(2019, 3, 9)) == "9 Mar 2019"
    assert huiyin.day("2019-03-09") == "9 Mar 2019"
    assert huiyin.day(datetime(2019, 3, 8, 16, 30, tzinfo=UTC)) == "9 Mar 2019"
    assert huiyin.day("2019-03-08T16:30:00Z") == "9 Mar 2019"
    assert huiyin.day(None) == ""


def test_a_weekday_is_the_platforms() -> None:
    assert huiyin.weekday(MORNING) == "Mon"
    assert huiyin.weekday(LATE) == "Tue"
    assert huiyin.weekday(None) == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (5, "just now"),
        (61, "1 minute ago"),
        (59 * 60 + 30, "59 minutes ago"),
        (3700, "1 hour ago"),
        (23 * 3600 + 5, "23 hours ago"),
    ],
)
def test_what_is_recent_is_told_by_its_age(seconds: int, words: str) -> None:
    assert huiyin.ago(timezone.now() - timedelta(seconds=seconds)) == words


def test_what_is_older_is_told_by_its_day() -> None:
    assert huiyin.ago("2019-03-08T16:30:00Z") == "9 Mar 2019 00:30"
    assert huiyin.ago(None) == ""


def test_an_initial_stands_for_whoever_has_no_picture() -> None:
    assert [huiyin.initial(name) for name in ("周明远", " anna", "", None)] == ["周", "A", "·", "·"]


def test_a_title_may_break_after_its_punctuation_only() -> None:
    assert huiyin.clauses("让出行更顺畅：公交线网优化与停车难") == (
        '<span class="clause">让出行更顺畅：</span><span class="clause">公交线网优化与停车难</span>'
    )


def test_a_title_is_escaped_piece_by_piece() -> None:
    assert "<b>" not in huiyin.clauses("A, <b>B</b>")


def test_no_word_of_a_title_is_lost() -> None:
    for title in ("One", "A, b: c", "——", "谁来管？怎么管！", ""):
        assert rendered("{{ t|clauses|striptags }}", t=title) == title


def test_a_receipt_code_is_shown_in_groups_and_found_again() -> None:
    assert huiyin.receipt_code("K7QM2XPD9TRA") == "K7QM-2XPD-9TRA"
    assert huiyin.receipt_code("K7QM-2XPD-9TRA") == "K7QM-2XPD-9TRA"


def test_states_have_words_and_tones() -> None:
    assert (huiyin.session_word("live"), huiyin.tone("live")) == ("Live", "live")
    assert (huiyin.question_word("declined"), huiyin.tone("declined")) == ("Not published", "")
