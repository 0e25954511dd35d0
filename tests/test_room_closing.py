"""The end of a session, what is left over, and the steps that lead there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from dialogue import acts, clock, projection
from dialogue.models import Question
from dialogue.services import closing, hosting, publishing, speaking
from log.models import Event
from log.writing import lock
from sessions_app.models import Session
from sessions_app.services import lifecycle
from tests import cast
from tests.cast import refusal
from tests.folding import assert_fold_is_tables

pytestmark = pytest.mark.django_db


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


def test_a_session_whose_early_questions_were_closed_takes_questions_again_once_it_is_live() -> (
    None
):
    session = cast.make_session("collecting")
    lifecycle.close_intake(session, by=cast.host())
    assert refusal(lambda: cast.ask(session)) == "intake_closed"
    lifecycle.open_session(session, by=cast.host())
    assert cast.ask(session).state == "held"
