"""The queue over HTTP: rows, filters, pages, search, counters, and what they cost."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dialogue import acts as room
from dialogue.models import Question
from moderation.models import ListedWord
from moderation.services import claiming
from tests import cast
from tests.desks import (
    SECRET,
    approve,
    decline,
    desk,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_a_row_says_everything_a_moderator_needs() -> None:
    session = cast.make_session()
    ListedWord.objects.create(word="漏水", note="物业")
    asked = cast.ask(session, SECRET)
    (row,) = desk(session).get("queue")["rows"]
    at = row.pop("asked_at")
    assert datetime.fromisoformat(at) - asked.asked_at < timedelta(milliseconds=1)
    assert row == {
        "number": 1,
        "text": SECRET,
        "original": "",
        "edited": False,
        "name": "江边骑行者",
        "guest": False,
        "state": "held",
        "version": 1,
        "findings": [
            {
                "rule": "listed_word",
                "label": "Listed word",
                "start": 14,
                "end": 16,
                "note": "漏水 · 物业",
            }
        ],
        "claim": None,
        "decision": None,
    }


def test_each_filter_shows_its_own() -> None:
    session = cast.make_session()
    ListedWord.objects.create(word="代办")
    cast.ask(session, "第一个问题还在等待审核")
    flagged = cast.ask(session, "第二个问题可以代办吗?")
    claimed = cast.ask(session, "第三个问题有人在看")
    approve(session, cast.ask(session, "第四个问题已经公开"))
    decline(session, cast.ask(session, "第五个问题没有公开"), "off_topic")
    answered = cast.answered(session, "第六个问题已经回答")
    withdrawn = cast.ask(session, "第七个问题又撤回了")
    cast.do(session, room.Withdraw(ref=cast.ref(), number=withdrawn.number), cast.netizen())
    claiming.claim(session, number=claimed.number, by=cast.moderator())
    claiming.claim(session, number=flagged.number, by=cast.second_moderator())

    here = desk(session)
    assert here.numbers() == here.numbers("state=held") == [1, 2, 3]
    assert here.numbers("state=flagged") == here.numbers("state=held&flagged=1") == [2]
    assert here.numbers("state=mine") == [3]
    assert here.numbers("state=published") == [answered.number, 4]
    assert here.numbers("state=declined") == [5]
    assert here.numbers("state=all") == [7, 6, 5, 4, 3, 2, 1]
    assert here.ask("GET", "queue?state=withdrawn")[0] == 422


def test_pages_follow_one_another_though_questions_come_and_go() -> None:
    session = cast.make_session()
    asked = [cast.ask(session, f"第 {n} 个问题是什么?") for n in range(1, 6)]
    here = desk(session)
    first = here.get("queue?limit=2")
    assert ([row["number"] for row in first["rows"]], first["next"]) == ([1, 2], 2)
    approve(session, asked[0])
    approve(session, asked[3])
    second = here.get(f"queue?limit=2&after={first['next']}")
    assert ([row["number"] for row in second["rows"]], second["next"]) == ([3, 5], None)
    newest = here.get("queue?state=all&limit=3")
    assert ([row["number"] for row in newest["rows"]], newest["next"]) == ([5, 4, 3], 3)
    assert here.numbers("state=all&limit=3&after=3") == [2, 1]


def test_the_last_page_names_no_next_one() -> None:
    session = cast.make_session()
    for n in range(2):
        cast.ask(session, f"第 {n} 个问题是什么?")
    assert desk(session).get("queue?limit=2")["next"] is None


def test_words_names_and_numbers_are_found_as_they_stand() -> None:
    session = cast.make_session()
    cast.ask(session, "100% 的补贴何时到账?")
    cast.ask(session, "1000 元的补贴何时到账?", cast.neighbour())
    approve(session, cast.ask(session, "张三家的噪音怎么办?"), "邻居家的噪音怎么办?")
    here = desk(session)
    assert here.numbers("q=100%25") == [1]
    assert here.numbers("q=_") == []
    assert here.numbers("q=%20补贴%20") == [1, 2]
    assert here.numbers("q=枫林路") == [2]
    assert here.numbers("q=%232") == [2]
    assert here.numbers("state=all&q=张三") == here.numbers("state=all&q=邻居") == [3]
    assert here.numbers("q=%00") == []
    assert here.numbers("q=" + "9" * 60) == []


def test_a_list_costs_the_same_queries_for_one_and_for_three_rows() -> None:
    session = cast.make_session()
    here, counts = desk(session), []
    for size in (1, 3):
        while Question.objects.count() < size * 3:
            n = Question.objects.count()
            claimed = cast.ask(session, f"第 {n} 个问题有人在看")
            approve(session, cast.ask(session, f"第 {n} 个问题已经公开"))
            decline(session, cast.ask(session, f"第 {n} 个问题没有公开"), "duplicate")
            claiming.claim(session, number=claimed.number, by=cast.second_moderator())
        with CaptureQueriesContext(connection) as captured:
            assert len(here.numbers("state=all")) == size * 3
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_counters_say_what_waits_and_what_is_done() -> None:
    session = cast.make_session()
    assert desk(session).get("queue")["counters"] == {
        "held": 0,
        "flagged": 0,
        "published": 0,
        "declined": 0,
        "answered": 0,
        "mine": 0,
        "oldest_seconds": None,
    }
    ListedWord.objects.create(word="代办")
    oldest = cast.ask(session, "第一个问题可以代办吗?")
    for n in range(2):
        cast.ask(session, f"第 {n} 个问题还在等待")
    approve(session, cast.ask(session, "已经公开的问题"))
    cast.answered(session)
    decline(session, cast.ask(session, "没有公开的问题"), "off_topic")
    claiming.claim_next(session, by=cast.moderator())
    ago = timezone.now() - timedelta(minutes=3)
    Question.objects.filter(pk=oldest.pk).update(asked_at=ago)
    counters = desk(session).get("queue?state=declined")["counters"]
    assert 180 <= counters.pop("oldest_seconds") < 190
    assert counters == {
        "held": 3,
        "flagged": 1,
        "published": 1,
        "declined": 1,
        "answered": 1,
        "mine": 1,
    }
