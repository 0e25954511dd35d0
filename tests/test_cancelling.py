"""A session that is cancelled: what it held is declined, and everyone who asked is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from cases import clock as cases_clock
from cases.models import Case
from dialogue import acts, clock, mine, reasons
from dialogue.models import Question
from dialogue.services import closing, publishing
from log.codes import Refused
from log.models import Event
from moderation.acts import Approve, Decline
from moderation.models import Decision
from moderation.services import claiming
from sessions_app import clock as sessions_clock
from sessions_app.models import Session
from sessions_app.services import lifecycle
from tests import cast
from tests.folding import assert_fold_is_tables
from tests.sockets import following

pytestmark = pytest.mark.django_db

WHY = "台风"


def cancelled(session: Session) -> Session:
    """Cancel a session and let the clock go round."""
    lifecycle.cancel(session, by=cast.host(), reason=WHY)
    clock.tick(timezone.now())
    return session


def test_what_a_cancelled_session_held_is_declined_with_the_reason_that_it_was_cancelled() -> None:
    session = cast.make_session("collecting")
    held = [cast.ask(session, f"第 {n} 个等着审核的问题") for n in range(3)]
    public, gone = cast.published(session), cast.ask(session, "自己撤回的问题在这里")
    cast.do(session, acts.Withdraw(ref=cast.ref(), number=gone.number), cast.netizen())
    claiming.claim(session, number=held[0].number, by=cast.moderator())
    cancelled(session)
    states = dict(session.questions.values_list("number", "state"))
    assert states == {1: "declined", 2: "declined", 3: "declined", 4: "published", 5: "withdrawn"}
    told = Event.objects.filter(stream_id=session.desk_id, kind="question.declined")
    assert list(told.values_list("number", "reason", "actor").order_by("seq")) == [
        (question.number, "session_cancelled", "system") for question in held
    ]
    held[0].refresh_from_db()
    assert (held[0].version, held[0].decided_at) == (2, told.order_by("seq")[0].at)
    assert public.number == 4
    assert Decision.objects.count() == 0
    assert_fold_is_tables(session)


def test_its_asker_reads_that_nobody_judged_it_and_what_to_do_now() -> None:
    session = cast.make_session("collecting")
    question = cast.ask(session, "等着审核的问题在这里")
    cancelled(session)
    for language in ("en", "zh-hans"):
        with translation.override(language):
            (row,) = mine.of(cast.netizen(), session)["questions"]
            assert (row["state"], row["reason"]) == ("declined", "session_cancelled")
            assert row["reason_text"] == reasons.text("session_cancelled")
            words = {"Accept-Language": language}
            found = Client(headers=words).post("/receipt/", {"code": question.receipt})
            assert row["reason_text"] in found.content.decode()


def test_the_public_learns_that_it_was_cancelled_and_nothing_of_what_was_asked() -> None:
    session = cast.make_session("collecting")
    cast.ask(session, "等着审核的问题在这里")
    before = Event.objects.filter(stream_id=session.public_id).count()
    cancelled(session)
    new = Event.objects.filter(stream_id=session.public_id).order_by("seq")[before:]
    assert [(event.kind, event.data) for event in new] == [("session.cancelled", {"reason": WHY})]


def test_nobody_can_decide_or_change_what_was_declined_so() -> None:
    session = cast.make_session("collecting")
    number = cast.ask(session, "等着审核的问题在这里").number
    cancelled(session)
    ref = cast.ref
    for act, by in [
        (Approve(ref=ref(), number=number, version=2), cast.moderator()),
        (Decline(ref=ref(), number=number, version=2, reason="off_topic"), cast.moderator()),
        (acts.Withdraw(ref=ref(), number=number), cast.netizen()),
        (acts.Edit(ref=ref(), number=number, text="换一个说法的问题在这里"), cast.netizen()),
    ]:
        with pytest.raises(Refused, match="not_held"):
            cast.do(session, act, by)


def test_until_the_clock_comes_the_asker_may_still_take_it_back() -> None:
    session = cast.make_session("collecting")
    number = cast.ask(session, "等着审核的问题在这里").number
    lifecycle.cancel(session, by=cast.host(), reason=WHY)
    with pytest.raises(Refused, match="illegal_step"):
        publishing.publish(session, number=number, version=1, by=cast.moderator())
    cast.do(session, acts.Withdraw(ref=cast.ref(), number=number), cast.netizen())
    clock.tick(timezone.now())
    assert Question.objects.get().state == "withdrawn"


@pytest.mark.parametrize("state", ["announced", "collecting", "live", "ended"])
def test_a_session_that_was_not_cancelled_keeps_what_it_holds(state: str) -> None:
    session = cast.make_session(state)
    with pytest.raises(Refused, match="illegal_step"):
        closing.decline_held(session, most=10)
    assert not Event.objects.filter(kind="question.declined").exists()


def test_no_moderator_can_choose_the_reason() -> None:
    session = cast.make_session()
    held, public = cast.ask(session), cast.published(session, "已经公开的问题在这里")
    assert "session_cancelled" not in {row["code"] for row in reasons.labels()}
    by = cast.moderator()
    for act in (
        Decline(ref=cast.ref(), number=held.number, version=1, reason="session_cancelled"),
        acts.TakeDown(ref=cast.ref(), number=public.number, reason="session_cancelled"),
    ):
        with pytest.raises(Refused, match="unknown_reason"):
            cast.do(session, act, by)


def test_a_round_declines_so_many_and_the_next_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "MOST_A_ROUND", 2)
    session = cast.make_session("collecting")
    for n in range(3):
        cast.ask(session, f"第 {n} 个等着审核的问题")
    cancelled(session)
    assert session.questions.filter(state="declined").count() == 2
    clock.tick(timezone.now())
    assert session.questions.filter(state="declined").count() == 3
    clock.tick(timezone.now())
    assert Event.objects.filter(kind="question.declined").count() == 3


def test_declining_costs_the_same_queries_for_one_and_for_three() -> None:
    counts = []
    for size in (1, 3):
        session = cast.make_session("collecting")
        for n in range(size):
            cast.ask(session, f"第 {n} 个等着审核的问题")
        lifecycle.cancel(session, by=cast.host(), reason=WHY)
        with CaptureQueriesContext(connection) as captured:
            clock.tick(timezone.now())
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("rooms")
async def test_whoever_waits_on_the_page_is_told_at_once_and_so_is_the_desk() -> None:
    session = await sync_to_async(cast.make_session)("collecting")
    question = await sync_to_async(cast.ask)(session, "等着审核的问题在这里")
    alice, charlie = [await sync_to_async(who)() for who in (cast.netizen, cast.moderator)]
    async with following(session, alice) as page, following(session, charlie, desk=True) as desk:
        await sync_to_async(cancelled)(session)
        news = await page.until(lambda frame: frame["t"] == "mine")
        assert [row["reason"] for row in news["questions"]] == ["session_cancelled"]
        told = await desk.until(lambda frame: frame["t"] == "desk")
        assert question.number in told["numbers"]
        assert told["counters"]["held"] == 0


# --- A session that nobody opens ----------------------------------------------


def nobody_opened(state: str, minutes_since_the_end: int) -> Session:
    now = timezone.now()
    return cast.make_session(
        state,
        starts_at=now - timedelta(hours=2),
        ends_at=now - timedelta(minutes=minutes_since_the_end),
        grace_minutes=30,
    )


@pytest.mark.parametrize("state", ["announced", "collecting"])
def test_a_session_that_nobody_opened_is_cancelled_after_its_grace(state: str) -> None:
    session, soon = nobody_opened(state, 31), nobody_opened(state, 29)
    for _round in range(2):
        sessions_clock.tick(timezone.now())
    session.refresh_from_db()
    soon.refresh_from_db()
    assert (session.state, soon.state) == ("cancelled", state)
    assert Event.objects.filter(kind="session.cancelled").count() == 1


def test_whoever_asked_in_it_hears_of_it_and_what_was_public_becomes_a_case() -> None:
    session = nobody_opened("collecting", 31)
    held, public = cast.ask(session), cast.published(session, "公开以后等着回答的问题")
    for tick in (sessions_clock.tick, clock.tick, cases_clock.tick):
        tick(timezone.now())
    held.refresh_from_db()
    public.refresh_from_db()
    assert (held.state, held.reason) == ("declined", "session_cancelled")
    assert public.state == "handed_over"
    case = Case.objects.get(number=public.case_number)
    assert case.due_on > timezone.localdate()
