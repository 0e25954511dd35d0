"""Asking: committed together, acknowledged once, refused with a reason, nothing lost."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.principals import Principal
from dialogue import acts
from dialogue.models import Question
from dialogue.services.asking import Ask, ask_many
from log.codes import Refused
from log.models import Event
from sessions_app.services import lifecycle
from tests import cast
from tests.folding import assert_fold_is_tables

pytestmark = pytest.mark.django_db

TEXT = "老旧小区加装电梯的补贴什么时候到账?"


def an_ask(text: str = TEXT, ref: str = "") -> acts.Ask:
    return acts.Ask(ref=ref or cast.ref(), text=text)


def code_of(answer: object) -> str:
    assert isinstance(answer, Refused)
    return answer.code


def test_a_question_is_held_numbered_and_on_the_desk_only() -> None:
    session = cast.make_session()
    question = cast.ask(session, TEXT)
    assert (question.number, question.state, question.text) == (1, "held", TEXT)
    kinds = Event.objects.filter(stream=session.desk_stream).values_list("kind", "number")
    assert list(kinds) == [("question.received", 1)]
    assert not Event.objects.filter(stream=session.public_stream, number=1).exists()
    assert_fold_is_tables(session)


def test_the_same_ref_again_gets_the_first_acknowledgement_and_asks_once() -> None:
    session, act, alice = cast.make_session(), an_ask(), cast.netizen()
    first = cast.do(session, act, alice)
    assert cast.do(session, act, alice) == first
    assert Question.objects.count() == 1


def test_the_same_ref_with_other_words_is_refused() -> None:
    session, alice = cast.make_session(), cast.netizen()
    cast.do(session, an_ask(ref="one-ref-for-two"), alice)
    with pytest.raises(Refused) as caught:
        cast.do(session, an_ask("完全不同的另一个问题?", ref="one-ref-for-two"), alice)
    assert caught.value.code == "ref_reused"
    assert Question.objects.count() == 1


def test_the_same_ref_of_two_people_is_two_questions() -> None:
    session = cast.make_session()
    for who in (cast.netizen(), cast.neighbour()):
        cast.do(session, an_ask(ref="everyone-says-hello"), who)
    assert Question.objects.count() == 2


def test_a_batch_takes_the_good_and_refuses_the_bad_one_by_one() -> None:
    session, alice, bob = cast.make_session(), cast.netizen(), cast.neighbour()
    twice = an_ask("地铁 3 号线延长线什么时候开工?", ref="sent-twice-at-once")
    answers = ask_many(
        session.pk,
        [
            Ask(alice, an_ask()),
            Ask(bob, an_ask("   ")),
            Ask(bob, twice),
            Ask(bob, twice),
            Ask(Principal("u:999999", "nobody"), an_ask("谁都不是的人问的问题")),
        ],
    )
    assert isinstance(answers[0], dict)
    assert answers[0]["number"] == 1
    assert code_of(answers[1]) == "text_empty"
    assert answers[2] == answers[3]
    assert code_of(answers[4]) == "token_expired"
    assert list(Question.objects.values_list("number", flat=True)) == [1, 2]
    session.refresh_from_db()
    assert session.last_number == 2


def test_the_second_of_two_that_are_the_same_gets_what_the_first_one_got() -> None:
    session, alice = cast.make_session(), cast.netizen()
    short, good = an_ask("短", ref="twice-too-short"), an_ask(ref="twice-and-good")
    other = an_ask("同一个编号下的另一个问题", ref="twice-and-good")
    answers = ask_many(session.pk, [Ask(alice, act) for act in (short, short, good, good, other)])
    assert [code_of(answer) for answer in answers[:2]] == ["text_too_short"] * 2
    assert answers[2] == answers[3]
    assert code_of(answers[4]) == "ref_reused"
    assert Question.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "text_empty"),
        (" \n\t ", "text_empty"),
        ("为何?", "text_too_short"),
        ("问" * 501, "text_too_long"),
        ("这里藏着一个\u202e反向字符的问题", "text_bad_characters"),
        ("这里藏着一个\x00空字符的问题", "text_bad_characters"),
    ],
)
def test_bad_words_get_a_code_that_says_what_to_do(text: str, code: str) -> None:
    session = cast.make_session()
    with pytest.raises(Refused) as caught:
        cast.ask(session, text)
    assert caught.value.code == code
    assert caught.value.message()
    assert not Question.objects.exists()


def test_a_guest_asks_only_where_the_session_allows_it() -> None:
    closed = cast.make_session(asking="signed_in")
    with pytest.raises(Refused) as caught:
        cast.ask(closed, TEXT, cast.guest())
    assert caught.value.code == "sign_in_needed"
    question = cast.ask(cast.make_session(asking="guests"), TEXT, cast.guest("山里人家"))
    assert (question.guest, question.name, question.user_id) == (True, "山里人家", None)


@pytest.mark.parametrize("state", ["announced", "ended", "cancelled"])
def test_no_question_is_taken_when_the_session_takes_none(state: str) -> None:
    session = cast.make_session(state)
    with pytest.raises(Refused) as caught:
        cast.ask(session, TEXT)
    assert caught.value.code == "intake_closed"


def test_no_question_is_taken_after_the_intake_was_closed() -> None:
    session = cast.make_session()
    lifecycle.close_intake(session, by=cast.host())
    with pytest.raises(Refused) as caught:
        cast.ask(session, TEXT)
    assert caught.value.code == "intake_closed"
    assert_fold_is_tables(session)


def test_each_person_asks_as_often_as_the_session_allows() -> None:
    session = cast.make_session(per_person=2)
    cast.ask(session, "第一个问题:公交站为什么迁走?")
    cast.ask(session, "第二个问题:什么时候迁回来?")
    with pytest.raises(Refused) as caught:
        cast.ask(session, "第三个问题:可不可以多问一个?")
    assert (caught.value.code, caught.value.params) == ("too_many_questions", {"limit": 2})


def test_the_limit_counts_within_one_batch_too() -> None:
    session, alice = cast.make_session(per_person=1), cast.netizen()
    answers = ask_many(
        session.pk, [Ask(alice, an_ask("第一个问题是什么?")), Ask(alice, an_ask("第二个问题呢?"))]
    )
    assert isinstance(answers[0], dict)
    assert code_of(answers[1]) == "too_many_questions"


def test_what_a_screen_refuses_takes_no_place_of_the_same_persons_next_question() -> None:
    session, alice, bob = cast.make_session(per_person=2), cast.netizen(), cast.neighbour()
    asks = [
        Ask(alice, an_ask("短")),
        Ask(alice, an_ask("第一个好问题在这里")),
        Ask(bob, an_ask("别人的问题也在这一批")),
        Ask(alice, an_ask("第一个好问题，在这里！")),
        Ask(alice, an_ask("  ")),
        Ask(bob, an_ask("别人的问题，也在这一批！")),
        Ask(alice, an_ask("第二个好问题在这里")),
        Ask(alice, an_ask("第三个好问题没有位置")),
    ]
    answers = ask_many(session.pk, asks)
    kinds = [a.code if isinstance(a, Refused) else a["number"] for a in answers]
    assert kinds == [
        "text_too_short", 1, 2, "text_repeated", "text_empty", "text_repeated", 3,
        "too_many_questions",
    ]  # fmt: skip
    # Each is told the number that its own earlier question really has.
    assert [a.params for a in answers if isinstance(a, Refused) and a.code == "text_repeated"] == [
        {"number": 1},
        {"number": 2},
    ]
    authors = Question.objects.order_by("number").values_list("author", "text")
    assert list(authors) == [
        (alice.key, "第一个好问题在这里"),
        (bob.key, "别人的问题也在这一批"),
        (alice.key, "第二个好问题在这里"),
    ]
    assert_fold_is_tables(session)


def test_a_batch_of_bad_words_beyond_the_limit_is_refused_for_the_words_it_looked_at() -> None:
    session, alice = cast.make_session(per_person=1), cast.netizen()
    answers = ask_many(session.pk, [Ask(alice, an_ask("短" * n)) for n in (1, 2, 3)])
    assert [code_of(answer) for answer in answers] == ["text_too_short"] * 3
    cast.ask(session, "终于写够了字数的问题")
    answers = ask_many(session.pk, [Ask(alice, an_ask("短")), Ask(alice, an_ask("又一个问题"))])
    assert [code_of(answer) for answer in answers] == ["too_many_questions"] * 2


def test_a_signed_out_token_asks_nothing() -> None:
    session, alice = cast.make_session(), cast.netizen()
    old = Principal(alice.key, alice.name, alice.version - 1)
    with pytest.raises(Refused) as caught:
        cast.ask(session, TEXT, old)
    assert caught.value.code == "token_expired"


def test_one_batch_costs_the_same_queries_for_one_and_for_three() -> None:
    session, alice = cast.make_session(), cast.netizen()

    counts = []
    for size in (1, 3):
        asks = [Ask(alice, an_ask(f"第 {size} 批的第 {n} 个问题在问什么?")) for n in range(size)]
        with CaptureQueriesContext(connection) as captured:
            ask_many(session.pk, asks)
        counts.append(len(captured))
    assert counts[0] == counts[1]
