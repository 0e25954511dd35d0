"""One question at the desk: both wordings, its history, its neighbours."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dialogue import acts as room
from dialogue import reasons
from moderation import acts
from moderation.models import ListedWord
from tests import cast
from tests.desks import (
    SECRET,
    TEXT,
    approve,
    decline,
    desk,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_a_reworded_question_shows_both_wordings_and_places_of_neither() -> None:
    session = cast.make_session()
    ListedWord.objects.create(word="漏水")
    approve(session, cast.ask(session, SECRET), "楼上漏水该找谁?")
    row = desk(session).get("questions/1")
    assert (row["text"], row["original"], row["edited"]) == ("楼上漏水该找谁?", SECRET, True)
    (finding,) = row["findings"]
    assert (finding["start"], finding["end"], finding["note"]) == (0, 0, "漏水")
    at = row["decision"].pop("at")
    assert at
    assert row["decision"] == {
        "verdict": "approved",
        "reason": "",
        "reason_text": "",
        "words": "",
        "by": "charlie",
    }


def test_the_history_tells_every_step_in_words() -> None:
    session = cast.make_session()
    ListedWord.objects.create(word="漏水", note="物业")
    question = cast.ask(session, "楼上漏水一直没人管")
    edit = room.Edit(ref=cast.ref(), number=1, text=TEXT)
    cast.do(session, edit, cast.netizen())
    act = acts.Approve(ref=cast.ref(), number=1, version=2, text="电梯补贴什么时候到账?")
    cast.do(session, act, cast.moderator())
    cast.do(session, room.TakeUp(ref=cast.ref(), number=1), cast.host())
    cast.do(session, room.PutBack(ref=cast.ref(), number=1), cast.host())
    cast.do(session, room.Answer(ref=cast.ref(), number=1, text="下月到账。"), cast.leader())
    cast.do(session, room.TakeDown(ref=cast.ref(), number=1, reason="privacy"), cast.moderator())

    history = desk(session).get("questions/1")["history"]
    assert [(step["what"], step["by"], step["detail"]) for step in history] == [
        ("Question received", "江边骑行者", "楼上漏水一直没人管"),
        ("Flagged by the checks", "", "Listed word 漏水 · 物业"),
        ("Changed by the person who asked", "江边骑行者", ""),
        ("Decided: published", "charlie", "Reworded"),
        ("Taken up", "erik", ""),
        ("Put back on the list", "erik", ""),
        ("Reply given", "fang", "陈立"),
        ("Taken down", "charlie", reasons.label("privacy")),
    ]
    times = [step["at"] for step in history]
    assert times == sorted(times)
    assert question.number == 1


def test_the_history_of_a_declined_question_says_why() -> None:
    session = cast.make_session()
    decline(session, cast.ask(session, TEXT), "privacy", "请去掉门牌号。")
    row = desk(session, cast.observer()).get("questions/1")
    assert row["history"][-1]["what"] == "Decided: not published"
    assert row["history"][-1]["detail"] == f"{reasons.label('privacy')} · 请去掉门牌号。"
    decision = row["decision"]
    assert (decision["verdict"], decision["reason"]) == ("declined", "privacy")
    assert (decision["reason_text"], decision["words"]) == (
        reasons.label("privacy"),
        "请去掉门牌号。",
    )


def test_what_the_same_person_also_asked_stands_beside_it() -> None:
    session, other = cast.make_session(), cast.make_session()
    cast.ask(session, "第一个问题是什么?")
    cast.ask(session, "邻居的问题是什么?", cast.neighbour())
    approve(session, cast.ask(session, "第三个问题是什么?"))
    cast.ask(other, "另一场的问题是什么?")
    here = desk(session)
    assert here.get("questions/1")["others"] == [
        {"number": 3, "text": "第三个问题是什么?", "state": "published"}
    ]
    assert here.get("questions/2")["others"] == []


def test_one_question_costs_the_same_queries_with_a_short_and_a_long_history() -> None:
    session = cast.make_session()
    short, long = cast.published(session, TEXT), cast.published(session, SECRET)
    for _again in range(3):
        cast.do(session, room.TakeUp(ref=cast.ref(), number=long.number), cast.host())
        cast.do(session, room.PutBack(ref=cast.ref(), number=long.number), cast.leader())
    here, counts = desk(session), []
    for question, steps in ((short, 2), (long, 8)):
        with CaptureQueriesContext(connection) as captured:
            assert len(here.get(f"questions/{question.number}")["history"]) == steps
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_an_unknown_question_is_not_found() -> None:
    session = cast.make_session()
    for number in (0, 1, 10**30):
        assert desk(session).ask("GET", f"questions/{number}")[0] == 404
