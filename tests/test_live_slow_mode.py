"""Slow mode: seconds between two questions of one person in a session, checked under the lock."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from dialogue import acts, mine
from dialogue.models import Question
from dialogue.services import own
from dialogue.services.asking import Ask, ask_many
from log.codes import Refused
from tests import cast
from tests.folding import assert_fold_is_tables

pytestmark = pytest.mark.django_db


def told(answer: object) -> object:
    return answer.code if isinstance(answer, Refused) else "taken"


def age(seconds: int) -> None:
    """Let every question have been asked so long ago."""
    Question.objects.update(asked_at=timezone.now() - timedelta(seconds=seconds))


def test_the_next_question_waits_and_the_refusal_says_how_long() -> None:
    session = cast.make_session(slow_seconds=60)
    cast.ask(session, "第一个问题在这里问")
    age(20)
    with pytest.raises(Refused) as caught:
        cast.ask(session, "第二个问题问得太快")
    assert (caught.value.code, caught.value.status) == ("slow_mode", 429)
    assert caught.value.params["seconds"] in {39, 40}
    assert not caught.value.as_json()["retry"]
    assert mine.of(cast.netizen(), session)["wait"] in {39, 40}
    age(60)
    assert mine.of(cast.netizen(), session)["wait"] == 0
    assert cast.ask(session, "第二个问题等到了").number == 2
    assert_fold_is_tables(session)


def test_others_do_not_wait_and_other_sessions_do_not_count() -> None:
    session, other = cast.make_session(slow_seconds=60), cast.make_session(slow_seconds=60)
    cast.ask(session, "第一个人的问题")
    assert cast.ask(session, "第二个人的问题", cast.neighbour()).number == 2
    assert cast.ask(other, "另一场里的问题").number == 1


def test_of_two_in_one_batch_only_one_slips_through() -> None:
    session, alice = cast.make_session(slow_seconds=45), cast.netizen()
    asks = [Ask(alice, acts.Ask(ref=cast.ref(), text=f"同一批里的第 {n} 个")) for n in (1, 2, 3)]
    answers = ask_many(session.pk, asks)
    assert [told(answer) for answer in answers] == ["taken", "slow_mode", "slow_mode"]
    assert [a.params for a in answers if isinstance(a, Refused)] == [{"seconds": 45}] * 2


def test_what_was_refused_for_its_words_makes_nobody_wait() -> None:
    session, alice = cast.make_session(slow_seconds=45), cast.netizen()
    asks = [Ask(alice, acts.Ask(ref=cast.ref(), text=text)) for text in ("短", "这一个够长了")]
    assert [told(answer) for answer in ask_many(session.pk, asks)] == ["text_too_short", "taken"]


def test_taking_a_question_back_does_not_let_the_next_one_come_sooner() -> None:
    session = cast.make_session(slow_seconds=60, per_person=1)
    first = cast.ask(session, "这个问题要收回来")
    own.withdraw(session, number=first.number, by=cast.netizen())
    assert cast.refusal(lambda: cast.ask(session, "马上再问一个")) == "slow_mode"
    age(61)
    assert cast.ask(session, "过一会儿再问一个").number == 2


def test_who_has_asked_all_they_may_is_told_that_and_not_to_wait() -> None:
    session = cast.make_session(slow_seconds=60, per_person=1)
    cast.ask(session, "唯一的一个问题")
    assert cast.refusal(lambda: cast.ask(session, "再多问一个")) == "too_many_questions"


def test_the_same_act_again_gets_its_first_answer_however_soon() -> None:
    session, alice = cast.make_session(slow_seconds=60), cast.netizen()
    act = acts.Ask(ref=cast.ref(), text="网络断了再发一次的问题")
    assert cast.do(session, act, alice) == cast.do(session, act, alice)


def test_without_slow_mode_nobody_waits() -> None:
    session = cast.make_session()
    cast.ask(session, "第一个问题在这里问")
    assert cast.ask(session, "第二个问题紧接着问").number == 2
