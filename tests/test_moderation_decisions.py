"""Decisions: what is approved or declined, by whom, once, and what is kept of it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogue import acts as room
from dialogue import mine, queries, reasons
from log.codes import Refused
from log.models import Event
from moderation.models import Claim, Decision
from moderation.services import claiming, deciding
from sessions_app.services import lifecycle, planning
from tests import cast
from tests.desks import (
    TEXT,
    approval,
    let_lease_end,
    refusal,
    refused,
)
from tests.folding import assert_fold_is_tables

pytestmark = pytest.mark.django_db


def test_an_approved_question_is_public_and_the_decision_is_kept() -> None:
    session = cast.make_session()
    question = cast.ask(session, TEXT)
    done = cast.do(session, approval(question), cast.moderator())
    assert done == {"number": 1, "state": "published", "version": 2}
    kept = Decision.objects.get()
    question.refresh_from_db()
    assert (kept.verdict, kept.reason, kept.words) == ("approved", "", "")
    assert (kept.text_before, kept.text_after) == (TEXT, TEXT)
    assert (kept.question, kept.version, kept.at) == (question, 1, question.decided_at)
    assert kept.moderator.username == "charlie"
    assert_fold_is_tables(session)


def test_a_reworded_question_keeps_its_original() -> None:
    session = cast.make_session()
    question = cast.ask(session, "我叫李雷,住枫林路 12 号,电梯补贴什么时候到账?")
    cast.do(session, approval(question, " 电梯补贴什么时候到账? "), cast.moderator())
    original = question.text
    question.refresh_from_db()
    assert (question.original, question.text) == (original, "电梯补贴什么时候到账?")
    kept = Decision.objects.get()
    assert (kept.text_before, kept.text_after) == (original, "电梯补贴什么时候到账?")
    event = Event.objects.get(kind="question.published")
    assert event.data is not None
    assert (event.data["text"], event.data["edited"]) == ("电梯补贴什么时候到账?", True)
    assert_fold_is_tables(session)


def test_the_same_words_back_are_no_rewording() -> None:
    session = cast.make_session()
    question = cast.ask(session, TEXT)
    cast.do(session, approval(question, TEXT), cast.moderator())
    question.refresh_from_db()
    assert question.original == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("  ", "text_empty"),
        ("长" * 501, "text_too_long"),
        ("电梯\x00补贴", "text_bad_characters"),
        ("电梯\u202e补贴", "text_bad_characters"),
    ],
)
def test_a_rewording_that_cannot_be_shown_is_refused_and_nothing_is_decided(
    text: str, code: str
) -> None:
    session = cast.make_session()
    question = cast.ask(session)
    claiming.claim(session, number=question.number, by=cast.moderator())
    assert refused(session, approval(question, text), cast.moderator())[0] == code
    question.refresh_from_db()
    assert question.state == "held"
    assert (Decision.objects.count(), Claim.objects.count()) == (0, 1)


def test_a_decision_on_an_older_version_is_refused() -> None:
    session = cast.make_session()
    seen = cast.ask(session, TEXT)
    edit = room.Edit(ref=cast.ref(), number=seen.number, text="夜间公交能不能加密班次?")
    cast.do(session, edit, cast.netizen())
    for act in (approval(seen), refusal(seen)):
        assert refused(session, act, cast.moderator()) == ("stale", {})
    assert queries.question(session, seen.number).state == "held"
    assert Decision.objects.count() == 0


def test_a_question_is_decided_once() -> None:
    session = cast.make_session()
    question = cast.ask(session)
    cast.do(session, approval(question), cast.moderator())
    for act in (approval(question), refusal(question)):
        assert refused(session, act, cast.second_moderator()) == ("not_held", {})
    assert Decision.objects.count() == 1


def test_the_same_act_sent_twice_is_one_decision() -> None:
    session = cast.make_session()
    act = approval(cast.ask(session))
    first = cast.do(session, act, cast.moderator())
    assert cast.do(session, act, cast.moderator()) == first
    assert Decision.objects.count() == 1


def test_what_a_colleague_works_on_is_not_decided_by_another() -> None:
    session = cast.make_session()
    question = cast.ask(session)
    claiming.claim(session, number=question.number, by=cast.moderator())
    for act in (approval(question), refusal(question)):
        told = refused(session, act, cast.second_moderator())
        assert told == ("claimed", {"name": "charlie"})
    let_lease_end(question)
    cast.do(session, approval(question), cast.second_moderator())
    assert Decision.objects.get().moderator.username == "dora"


def test_a_decision_ends_the_claim() -> None:
    session = cast.make_session()
    for act in (approval, refusal):
        question = cast.ask(session, f"{act.__name__}:这个问题怎么办?")
        claiming.claim(session, number=question.number, by=cast.moderator())
        cast.do(session, act(question), cast.moderator())
    assert Claim.objects.count() == 0


@pytest.mark.parametrize("state", ["collecting", "live", "paused", "ended"])
def test_questions_are_decided_before_during_and_after_the_live_part(state: str) -> None:
    session = cast.make_session("collecting")
    question = cast.ask(session)
    session.refresh_from_db()
    if state != "collecting":
        lifecycle.open_session(session, by=cast.host())
    if state == "paused":
        lifecycle.pause(session, by=cast.host())
    if state == "ended":
        cast.do(session, room.End(ref=cast.ref()), cast.host())
    cast.do(session, approval(question), cast.moderator())
    assert queries.question(session, question.number).state == "published"


def test_nothing_is_decided_in_a_session_that_was_cancelled() -> None:
    session = cast.make_session("collecting")
    question = cast.ask(session)
    lifecycle.cancel(session, by=cast.host(), reason="台风")
    assert refused(session, approval(question), cast.moderator())[0] == "illegal_step"
    assert Decision.objects.count() == 0


def test_a_declined_question_tells_its_author_why_and_nobody_else() -> None:
    session = cast.make_session()
    question = cast.ask(session, TEXT)
    done = cast.do(session, refusal(question, "privacy", "请去掉门牌号。"), cast.moderator())
    assert done == {"number": 1, "state": "declined", "version": 2}
    kept = Decision.objects.get()
    assert (kept.verdict, kept.reason, kept.words) == ("declined", "privacy", "请去掉门牌号。")
    assert (kept.text_before, kept.text_after, kept.version) == (TEXT, "", 1)
    (told,) = mine.of(cast.netizen(), session)["questions"]
    assert (told["state"], told["reason"]) == ("declined", "privacy")
    assert (told["reason_text"], told["words"]) == (reasons.text("privacy"), "请去掉门牌号。")
    assert Event.objects.filter(stream=session.public_stream, number=1).count() == 0
    assert_fold_is_tables(session)


@pytest.mark.parametrize(
    "somebody", [cast.netizen, cast.guest, cast.host, cast.leader, cast.stenographer, cast.observer]
)
def test_only_moderators_decide(somebody: object) -> None:
    session = cast.make_session()
    question = cast.ask(session)
    assert callable(somebody)
    for act in (approval(question), refusal(question)):
        assert refused(session, act, somebody()) == ("not_allowed", {})
    assert queries.question(session, 1).state == "held"
    assert Decision.objects.count() == 0


def test_moderating_one_session_is_no_right_in_another() -> None:
    session, other = cast.make_session(), cast.make_session()
    question = cast.ask(other)
    planning.grant(session, cast.person("ivy"), "moderate")
    from_elsewhere = cast.who(cast.person("ivy"))
    assert refused(other, approval(question), from_elsewhere) == ("not_allowed", {})


def test_the_services_themselves_take_decisions_from_people_only() -> None:
    session = cast.make_session()
    question = cast.ask(session)
    with pytest.raises(Refused, match="not_allowed"):
        deciding.approve(session, number=1, version=question.version, by=cast.guest())
    with pytest.raises(Refused, match="not_allowed"):
        claiming.claim_next(session, by=cast.guest())
    assert queries.question(session, 1).state == "held"


def test_the_database_itself_wants_a_reason_for_declining_and_none_for_approving() -> None:
    question = cast.declined(cast.make_session())
    row = {"question": question, "moderator": cast.person("charlie"), "at": timezone.now()}
    for wrong in (
        {"verdict": "declined", "reason": ""},
        {"verdict": "approved", "reason": "other"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(**row, **wrong, text_before="", version=1)
