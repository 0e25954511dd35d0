"""Turns in the live room: what comes next, what is being answered, and what is said."""

from __future__ import annotations

from functools import partial

import pytest

from dialogue import projection
from dialogue.models import Draft, Question
from dialogue.services import drafts, hosting, speaking
from log.models import Event
from tests import cast
from tests.cast import refusal
from tests.folding import assert_fold_is_tables

pytestmark = pytest.mark.django_db


def test_one_question_at_a_time_is_being_answered() -> None:
    session, host = cast.make_session(), cast.host()
    first, second = cast.published(session), cast.published(session, "第二个问题：几点有车？")
    hosting.take_up(session, number=first.number, by=host)
    assert_fold_is_tables(session)
    hosting.take_up(session, number=second.number, by=host)
    assert_fold_is_tables(session)
    states = dict(Question.objects.values_list("number", "state"))
    assert states == {1: "published", 2: "taken_up"}
    hosting.put_back(session, number=second.number, by=host)
    assert_fold_is_tables(session)
    assert refusal(lambda: hosting.put_back(session, number=2, by=host)) == "no_current"


def test_the_order_holds_waiting_public_questions_only() -> None:
    session, host = cast.make_session(), cast.host()
    numbers = [cast.published(session, f"第 {n} 个问题在问什么？").number for n in range(3)]
    held = cast.ask(session, "还没有审核的问题").number
    hosting.order(session, numbers=[numbers[2], numbers[0]], by=host)
    assert_fold_is_tables(session)
    for bad in ([held], [numbers[0], numbers[0]], [999]):
        assert refusal(partial(hosting.order, session, numbers=bad, by=host)) == "bad_order"
    hosting.take_up(session, number=numbers[2], by=host)
    assert projection.current(session).state["next"] == [numbers[0]]
    assert_fold_is_tables(session)


def test_an_answer_ends_the_turn_and_may_be_followed_by_another() -> None:
    session = cast.make_session()
    question = cast.answered(session)
    assert (question.state, projection.current(session).state["current"]) == ("answered", None)
    speaking.answer(
        session, number=question.number, text="再补充一句。", speaker=cast.LEADER, by=cast.leader()
    )
    assert_fold_is_tables(session)
    hosting.take_up(session, number=question.number, by=cast.host())
    assert_fold_is_tables(session)
    hosting.put_back(session, number=question.number, by=cast.host())
    question.refresh_from_db()
    assert question.state == "answered"
    assert_fold_is_tables(session)


def test_answers_are_kept_as_typed_and_shown_sanitised() -> None:
    session = cast.make_session()
    question = cast.published(session)
    typed = "**重点：**请看<script>alert(1)</script>[这里](javascript:alert(1))"
    speaking.answer(
        session, number=question.number, text=typed, speaker=cast.LEADER, by=cast.leader()
    )
    entry = projection.current(session).state["entries"][-1]
    assert entry["text"] == typed
    assert "<strong>重点：</strong>" in entry["html"]
    assert "<script" not in entry["html"]
    assert "href" not in entry["html"]


@pytest.mark.parametrize("text", ["", "   ", "x\x00y", "长" * 20_001])
def test_bad_words_of_a_leader_are_refused_with_nothing_appended(text: str) -> None:
    session = cast.make_session()
    before = Event.objects.count()
    said = refusal(lambda: speaking.say(session, text=text, speaker=cast.LEADER, by=cast.leader()))
    assert said in {"text_empty", "text_bad_characters", "text_too_long"}
    assert Event.objects.count() == before


def test_a_correction_points_at_what_it_corrects_and_keeps_it() -> None:
    session = cast.make_session()
    said = speaking.say(session, text="十九点二十发车。", speaker=cast.LEADER, by=cast.leader())
    speaking.correct(
        session, target=said.seq, text="十九点十分发车。", reason="速录误作", by=cast.stenographer()
    )
    entry = projection.current(session).state["entries"][-1]
    assert entry["text"] == "十九点二十发车。"
    assert [c["text"] for c in entry["corrections"]] == ["十九点十分发车。"]
    assert_fold_is_tables(session)
    nothing = refusal(
        lambda: speaking.correct(session, target=999, text="无", reason="", by=cast.host())
    )
    assert nothing == "unknown_target"


def test_a_draft_belongs_to_its_version_and_goes_with_the_answer() -> None:
    session = cast.make_session()
    number = cast.published(session).number
    saved = drafts.save(session, number=number, text="先写", version=0, by=cast.leader())
    assert saved.version == 1
    other = refusal(
        lambda: drafts.save(session, number=number, text="同时写", version=0, by=cast.host())
    )
    assert other == "stale"
    speaking.answer(session, number=number, text="答。", speaker=cast.LEADER, by=cast.leader())
    assert not Draft.objects.exists()
