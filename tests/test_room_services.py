"""Every service of the live room: what it changes, what it refuses, and that the log agrees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone

from dialogue import acts, clock, projection, queries
from dialogue.models import Draft, Question, Support
from dialogue.services import closing, drafts, hosting, own, publishing, speaking
from log.codes import Refused
from log.models import Event
from log.writing import lock
from sessions_app.models import Session
from sessions_app.services import lifecycle
from tests import cast
from tests.folding import assert_fold_is_tables

pytestmark = pytest.mark.django_db


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.code


def test_an_edited_question_keeps_the_original_and_says_that_it_was_edited() -> None:
    session = cast.make_session()
    question = cast.ask(session, "我叫王某，107 路能不能恢复直达？")
    publishing.publish(
        session, number=1, version=1, by=cast.moderator(), text="107 路能不能恢复直达？"
    )
    question.refresh_from_db()
    assert question.original == "我叫王某，107 路能不能恢复直达？"
    shown = projection.current(session).state["questions"]["1"]
    assert (shown["text"], shown["edited"]) == ("107 路能不能恢复直达？", True)
    assert_fold_is_tables(session)


def test_a_decision_names_the_version_it_saw() -> None:
    session = cast.make_session()
    cast.ask(session)
    own.edit(session, number=1, text="改过的问题：107 路何时恢复？", by=cast.netizen())
    stale = refusal(lambda: publishing.publish(session, number=1, version=1, by=cast.moderator()))
    assert stale == "stale"
    publishing.publish(session, number=1, version=2, by=cast.moderator())
    again = refusal(lambda: publishing.publish(session, number=1, version=3, by=cast.moderator()))
    assert again == "not_held"
    assert_fold_is_tables(session)


def test_a_declined_question_never_reaches_the_public_stream() -> None:
    session = cast.make_session()
    question = cast.declined(session)
    assert (question.state, question.reason) == ("declined", "abuse_or_ads")
    assert not Event.objects.filter(stream=session.public_stream, number=question.number).exists()
    header = Event.objects.get(stream=session.desk_stream, kind="question.declined")
    assert header.reason == "abuse_or_ads"
    assert_fold_is_tables(session)


def test_only_the_author_edits_or_withdraws_and_only_while_it_is_held() -> None:
    session = cast.make_session()
    cast.ask(session, by=cast.netizen())
    text = "别人想改这个问题"
    assert (
        refusal(lambda: own.edit(session, number=1, text=text, by=cast.neighbour())) == "not_found"
    )
    assert refusal(lambda: own.withdraw(session, number=1, by=cast.guest())) == "not_found"
    own.withdraw(session, number=1, by=cast.netizen())
    assert Question.objects.get().state == "withdrawn"
    assert refusal(lambda: own.edit(session, number=1, text=text, by=cast.netizen())) == "not_held"
    assert_fold_is_tables(session)


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


def test_what_is_not_public_cannot_be_answered_taken_up_or_supported() -> None:
    session, host = cast.make_session(), cast.host()
    cast.ask(session)
    gone = cast.declined(session)
    for number in (1, gone.number):
        take_up = partial(hosting.take_up, session, number=number, by=host)
        assert refusal(take_up) == "not_public"
        support = acts.Support(ref=cast.ref(), number=number)
        assert refusal(partial(cast.do, session, support, cast.netizen())) == "not_public"


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


def test_a_question_taken_down_leaves_its_place_and_reason_and_no_words() -> None:
    session = cast.make_session()
    question = cast.answered(session)
    publishing.take_down(session, number=question.number, reason="privacy", by=cast.host())
    shown = projection.current(session).state
    placeholder = shown["questions"][str(question.number)]
    assert (placeholder["text"], placeholder["name"], placeholder["reason"]) == ("", "", "privacy")
    assert question.text not in str(shown)
    assert_fold_is_tables(session)


def test_support_counts_each_person_once_and_guests_apart() -> None:
    session = cast.make_session()
    number = cast.published(session).number
    people = [cast.netizen(), cast.neighbour(), cast.guest()]
    for who in [*people, *people]:
        cast.do(session, acts.Support(ref=cast.ref(), number=number), who)
    assert queries.support_totals(session.pk) == {number: [2, 1]}
    for _twice in range(2):
        cast.do(session, acts.Unsupport(ref=cast.ref(), number=number), people[0])
    assert queries.support_totals(session.pk) == {number: [1, 1]}
    assert Support.objects.count() == 2


def test_guests_support_only_where_the_session_allows_it() -> None:
    session = cast.make_session(guests_may_support=False)
    number = cast.published(session).number
    act = acts.Support(ref=cast.ref(), number=number)
    assert refusal(lambda: cast.do(session, act, cast.guest())) == "sign_in_needed"


def test_the_end_clears_the_order_totals_the_support_and_stops_it() -> None:
    session, host = cast.make_session(), cast.host()
    first, second = cast.published(session), cast.published(session, "第二个问题：几点有车？")
    cast.do(session, acts.Support(ref=cast.ref(), number=second.number), cast.netizen())
    hosting.order(session, numbers=[second.number], by=host)
    hosting.take_up(session, number=first.number, by=host)
    closing.end_session(session, by=host)
    state = projection.current(session).state
    assert state["totals"] == {"1": [0, 0], "2": [1, 0]}
    assert_fold_is_tables(session)
    late = acts.Support(ref=cast.ref(), number=second.number)
    assert refusal(lambda: cast.do(session, late, cast.neighbour())) == "not_live"
    assert refusal(lambda: closing.end_session(session, by=host)) == "illegal_step"


def test_a_question_held_at_the_end_may_still_be_decided_and_answered() -> None:
    session = cast.make_session()
    question = cast.ask(session)
    closing.end_session(session, by=cast.host())
    publishing.publish(session, number=question.number, version=1, by=cast.moderator())
    speaking.answer(
        session, number=question.number, text="补答。", speaker=cast.LEADER, by=cast.leader()
    )
    assert_fold_is_tables(session)


def hand_over(session: Session, question: Question) -> None:
    with transaction.atomic():
        closing.hand_over(question, case_number="20260001", held=lock(session.public_id)[0])


def test_a_leftover_is_handed_over_once_and_stays_so_when_answered_later() -> None:
    session = cast.make_session()
    question = cast.published(session)
    closing.end_session(session, by=cast.host())
    hand_over(session, question)
    assert refusal(lambda: hand_over(session, question)) == "illegal_step"
    speaking.answer(
        session, number=question.number, text="会后答复。", speaker=cast.LEADER, by=cast.leader()
    )
    question.refresh_from_db()
    assert (question.state, question.case_number) == ("handed_over", "20260001")
    assert_fold_is_tables(session)


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


def test_the_clock_ends_a_session_only_after_its_grace() -> None:
    now = timezone.now()
    session = cast.make_session(
        starts_at=now - timedelta(hours=2),
        ends_at=now - timedelta(minutes=29),
        grace_minutes=30,
    )
    clock.tick(now)
    session.refresh_from_db()
    assert session.state == "live"
    clock.tick(now + timedelta(minutes=2))
    clock.tick(now + timedelta(minutes=2))
    session.refresh_from_db()
    assert session.state == "ended"
    assert Event.objects.filter(kind="session.ended").count() == 1
    assert_fold_is_tables(session)


@pytest.mark.parametrize(
    "state", ["announced", "collecting", "live", "paused", "ended", "cancelled"]
)
def test_every_state_of_a_session_folds_from_its_log(state: str) -> None:
    session = cast.make_session(state)
    assert session.state == state
    assert_fold_is_tables(session)


def test_a_session_that_goes_on_or_takes_no_more_questions_folds_from_its_log() -> None:
    session = cast.make_session("paused")
    lifecycle.resume(session, by=cast.host())
    assert_fold_is_tables(session)
    lifecycle.close_intake(session, by=cast.host())
    assert not session.takes_questions
    assert_fold_is_tables(session)
    assert refusal(lambda: lifecycle.close_intake(session, by=cast.host())) == "illegal_step"


@pytest.mark.parametrize(
    "step",
    [
        lambda s: lifecycle.announce(s),
        lambda s: lifecycle.collect(s),
        lambda s: lifecycle.resume(s, by=cast.host()),
        lambda s: lifecycle.open_session(s, by=cast.host()),
        lambda s: lifecycle.cancel(s, by=cast.host(), reason="雨"),
    ],
)
def test_a_live_session_takes_no_step_that_leads_from_elsewhere(
    step: Callable[[Session], object],
) -> None:
    session = cast.make_session("live")
    before = Event.objects.count()
    assert refusal(lambda: step(session)) == "illegal_step"
    assert Event.objects.count() == before
