"""Leases and decisions: who works on what, what was decided, and what is kept of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from accounts.principals import Principal
from dialogue import acts as room
from dialogue import mine, queries, reasons
from dialogue.models import Question
from dialogue.services import publishing
from log.codes import Refused
from log.models import Event
from log.vocabulary import ActData
from moderation import acts
from moderation.models import Claim, Decision
from moderation.services import claiming, deciding
from sessions_app.models import Session
from sessions_app.services import lifecycle, planning
from tests import cast
from tests.folding import assert_fold_is_tables

pytestmark = pytest.mark.django_db

TEXT = "老旧小区加装电梯的补贴什么时候到账?"


def refused(session: Session, act: ActData, by: Principal) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as caught:
        cast.do(session, act, by)
    return caught.value.code, caught.value.params


def approve(question: Question, text: str | None = None, version: int = 0) -> acts.Approve:
    version = version or question.version
    return acts.Approve(ref=cast.ref(), number=question.number, version=version, text=text)


def decline(question: Question, reason: str = "off_topic", words: str = "") -> acts.Decline:
    return acts.Decline(
        ref=cast.ref(),
        number=question.number,
        version=question.version,
        reason=reason,
        words=words,
    )


def let_lease_end(question: Question) -> None:
    Claim.objects.filter(question=question).update(until=timezone.now() - timedelta(seconds=1))


# --- Leases ----------------------------------------------------------------------


def test_the_next_claim_is_the_oldest_question_nobody_works_on() -> None:
    session = cast.make_session()
    first, second = cast.ask(session, TEXT), cast.ask(session, "夜间公交能不能加密班次?")
    assert claiming.claim_next(session, by=cast.moderator()) == first
    assert claiming.claim_next(session, by=cast.second_moderator()) == second
    with pytest.raises(Refused, match="nothing_to_claim"):
        claiming.claim_next(session, by=cast.moderator())


def test_a_claim_lasts_five_minutes() -> None:
    session = cast.make_session()
    question = cast.ask(session)
    before = timezone.now()
    claiming.claim(session, number=question.number, by=cast.moderator())
    until = Claim.objects.get(question=question).until
    assert before + timedelta(minutes=5) <= until <= timezone.now() + timedelta(minutes=5)


def test_a_claimed_question_names_who_works_on_it() -> None:
    session = cast.make_session()
    question = cast.ask(session)
    claiming.claim(session, number=question.number, by=cast.moderator())
    with pytest.raises(Refused) as caught:
        claiming.claim(session, number=question.number, by=cast.second_moderator())
    assert (caught.value.code, caught.value.params) == ("claimed", {"name": "charlie"})


def test_claiming_again_renews_ones_own_lease() -> None:
    session = cast.make_session()
    question = cast.ask(session)
    claiming.claim(session, number=question.number, by=cast.moderator())
    soon = timezone.now() + timedelta(seconds=10)
    Claim.objects.update(until=soon)
    claiming.claim(session, number=question.number, by=cast.moderator())
    assert Claim.objects.get().until > soon


def test_a_lease_that_has_ended_binds_nobody() -> None:
    session = cast.make_session()
    question = cast.ask(session)
    claiming.claim(session, number=question.number, by=cast.moderator())
    let_lease_end(question)
    assert claiming.claim_next(session, by=cast.second_moderator()) == question
    assert Claim.objects.get().moderator.username == "dora"


def test_giving_back_lets_a_colleague_work_on_it_at_once() -> None:
    session = cast.make_session()
    question = cast.ask(session)
    claiming.claim(session, number=question.number, by=cast.moderator())
    claiming.release(session, number=question.number, by=cast.moderator())
    assert claiming.claim_next(session, by=cast.second_moderator()) == question


def test_nobody_gives_back_what_a_colleague_works_on() -> None:
    session = cast.make_session()
    question = cast.ask(session)
    claiming.claim(session, number=question.number, by=cast.moderator())
    with pytest.raises(Refused, match="claimed"):
        claiming.release(session, number=question.number, by=cast.second_moderator())
    assert Claim.objects.count() == 1


def test_giving_back_what_is_not_claimed_changes_nothing() -> None:
    session = cast.make_session()
    question = cast.ask(session)
    claiming.release(session, number=question.number, by=cast.moderator())
    assert Claim.objects.count() == 0


def test_what_is_decided_or_unknown_cannot_be_claimed() -> None:
    session = cast.make_session()
    question = cast.published(session)
    with pytest.raises(Refused, match="not_held"):
        claiming.claim(session, number=question.number, by=cast.moderator())
    with pytest.raises(Refused, match="not_found"):
        claiming.claim(session, number=99, by=cast.moderator())


def test_a_claim_reaches_only_into_its_own_session() -> None:
    cast.ask(cast.make_session())
    with pytest.raises(Refused, match="nothing_to_claim"):
        claiming.claim_next(cast.make_session(), by=cast.moderator())


def test_a_claim_leaves_no_trace_in_the_log() -> None:
    session = cast.make_session()
    cast.ask(session)
    before = Event.objects.count()
    claiming.claim_next(session, by=cast.moderator())
    assert Event.objects.count() == before


# --- Approving -------------------------------------------------------------------


def test_an_approved_question_is_public_and_the_decision_is_kept() -> None:
    session = cast.make_session()
    question = cast.ask(session, TEXT)
    done = cast.do(session, approve(question), cast.moderator())
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
    cast.do(session, approve(question, " 电梯补贴什么时候到账? "), cast.moderator())
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
    cast.do(session, approve(question, TEXT), cast.moderator())
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
    assert refused(session, approve(question, text), cast.moderator())[0] == code
    question.refresh_from_db()
    assert question.state == "held"
    assert (Decision.objects.count(), Claim.objects.count()) == (0, 1)


def test_a_decision_on_an_older_version_is_refused() -> None:
    session = cast.make_session()
    seen = cast.ask(session, TEXT)
    edit = room.Edit(ref=cast.ref(), number=seen.number, text="夜间公交能不能加密班次?")
    cast.do(session, edit, cast.netizen())
    for act in (approve(seen), decline(seen)):
        assert refused(session, act, cast.moderator()) == ("stale", {})
    assert queries.question(session, seen.number).state == "held"
    assert Decision.objects.count() == 0


def test_a_question_is_decided_once() -> None:
    session = cast.make_session()
    question = cast.ask(session)
    cast.do(session, approve(question), cast.moderator())
    for act in (approve(question), decline(question)):
        assert refused(session, act, cast.second_moderator()) == ("not_held", {})
    assert Decision.objects.count() == 1


def test_the_same_act_sent_twice_is_one_decision() -> None:
    session = cast.make_session()
    act = approve(cast.ask(session))
    first = cast.do(session, act, cast.moderator())
    assert cast.do(session, act, cast.moderator()) == first
    assert Decision.objects.count() == 1


def test_what_a_colleague_works_on_is_not_decided_by_another() -> None:
    session = cast.make_session()
    question = cast.ask(session)
    claiming.claim(session, number=question.number, by=cast.moderator())
    for act in (approve(question), decline(question)):
        told = refused(session, act, cast.second_moderator())
        assert told == ("claimed", {"name": "charlie"})
    let_lease_end(question)
    cast.do(session, approve(question), cast.second_moderator())
    assert Decision.objects.get().moderator.username == "dora"


def test_a_decision_ends_the_claim() -> None:
    session = cast.make_session()
    for act in (approve, decline):
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
    cast.do(session, approve(question), cast.moderator())
    assert queries.question(session, question.number).state == "published"


def test_nothing_is_decided_in_a_session_that_was_cancelled() -> None:
    session = cast.make_session("collecting")
    question = cast.ask(session)
    lifecycle.cancel(session, by=cast.host(), reason="台风")
    assert refused(session, approve(question), cast.moderator())[0] == "illegal_step"
    assert Decision.objects.count() == 0


# --- Declining -------------------------------------------------------------------


def test_a_declined_question_tells_its_author_why_and_nobody_else() -> None:
    session = cast.make_session()
    question = cast.ask(session, TEXT)
    done = cast.do(session, decline(question, "privacy", "请去掉门牌号。"), cast.moderator())
    assert done == {"number": 1, "state": "declined", "version": 2}
    kept = Decision.objects.get()
    assert (kept.verdict, kept.reason, kept.words) == ("declined", "privacy", "请去掉门牌号。")
    assert (kept.text_before, kept.text_after, kept.version) == (TEXT, "", 1)
    (told,) = mine.of(cast.netizen(), session)["questions"]
    assert (told["state"], told["reason"]) == ("declined", "privacy")
    assert (told["reason_text"], told["words"]) == (reasons.text("privacy"), "请去掉门牌号。")
    assert Event.objects.filter(stream=session.public_stream, number=1).count() == 0
    assert_fold_is_tables(session)


@pytest.mark.parametrize("reason", ["", "nonsense", "OFF_TOPIC"])
def test_a_reason_is_one_of_the_table(reason: str) -> None:
    session = cast.make_session()
    question = cast.ask(session)
    assert refused(session, decline(question, reason), cast.moderator())[0] == "unknown_reason"
    assert queries.question(session, 1).state == "held"


def test_another_reason_needs_words() -> None:
    session = cast.make_session()
    question = cast.ask(session)
    for words in ("", "  \n "):
        told = refused(session, decline(question, "other", words), cast.moderator())
        assert told == ("words_needed", {})
    cast.do(session, decline(question, "other", "与上一场重复。"), cast.moderator())
    assert queries.question(session, 1).words == "与上一场重复。"


@pytest.mark.parametrize(
    ("words", "code"), [("话" * 1001, "text_too_long"), ("请\x00看", "text_bad_characters")]
)
def test_words_that_cannot_be_shown_are_refused(words: str, code: str) -> None:
    session = cast.make_session()
    question = cast.ask(session)
    assert refused(session, decline(question, words=words), cast.moderator())[0] == code
    assert Decision.objects.count() == 0


# --- Who may ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "somebody", [cast.netizen, cast.guest, cast.host, cast.leader, cast.stenographer, cast.observer]
)
def test_only_moderators_decide(somebody: object) -> None:
    session = cast.make_session()
    question = cast.ask(session)
    assert callable(somebody)
    for act in (approve(question), decline(question)):
        assert refused(session, act, somebody()) == ("not_allowed", {})
    assert queries.question(session, 1).state == "held"
    assert Decision.objects.count() == 0


def test_moderating_one_session_is_no_right_in_another() -> None:
    session, other = cast.make_session(), cast.make_session()
    question = cast.ask(other)
    planning.grant(session, cast.person("ivy"), "moderate")
    from_elsewhere = cast.who(cast.person("ivy"))
    assert refused(other, approve(question), from_elsewhere) == ("not_allowed", {})


def test_the_services_themselves_take_decisions_from_people_only() -> None:
    session = cast.make_session()
    question = cast.ask(session)
    with pytest.raises(Refused, match="not_allowed"):
        deciding.approve(session, number=1, version=question.version, by=cast.guest())
    with pytest.raises(Refused, match="not_allowed"):
        claiming.claim_next(session, by=cast.guest())
    assert queries.question(session, 1).state == "held"


# --- The record ------------------------------------------------------------------


def test_the_database_itself_wants_a_reason_for_declining_and_none_for_approving() -> None:
    question = cast.declined(cast.make_session())
    row = {"question": question, "moderator": cast.person("charlie"), "at": timezone.now()}
    for wrong in (
        {"verdict": "declined", "reason": ""},
        {"verdict": "approved", "reason": "other"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(**row, **wrong, text_before="", version=1)


def test_every_reason_is_told_in_both_languages_with_what_to_do_next() -> None:
    told = {}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            told[language] = [(row["label"], reasons.text(row["code"])) for row in reasons.labels()]
    for english, chinese in zip(told["en"], told["zh-hans"], strict=True):
        assert all(english)
        assert all(re.search("[\u4e00-\u9fff]", words) for words in chinese)
    assert len(set(told["en"])) == len(set(told["zh-hans"])) == 6
    assert [row["code"] for row in reasons.labels() if row["needs_words"]] == ["other"]


def test_no_reason_reads_as_nothing() -> None:
    assert (reasons.text(""), reasons.label("")) == ("", "")


def test_taking_down_knows_the_same_reasons() -> None:
    session = cast.make_session()
    question = cast.published(session)
    publishing.take_down(session, number=question.number, reason="privacy", by=cast.moderator())
    (told,) = mine.of(cast.netizen(), session)["questions"]
    assert told["reason_text"] == reasons.text("privacy")
