"""Questions in the live room: decided once, changed by their author, taken down without a trace."""

from __future__ import annotations

from functools import partial

import pytest

from dialogue import acts, projection, queries
from dialogue.models import Question, Support
from dialogue.services import hosting, own, publishing
from log.models import Event
from tests import cast
from tests.cast import refusal
from tests.folding import assert_fold_is_tables

pytestmark = pytest.mark.django_db


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


def test_what_is_not_public_cannot_be_answered_taken_up_or_supported() -> None:
    session, host = cast.make_session(), cast.host()
    cast.ask(session)
    gone = cast.declined(session)
    for number in (1, gone.number):
        take_up = partial(hosting.take_up, session, number=number, by=host)
        assert refusal(take_up) == "not_public"
        support = acts.Support(ref=cast.ref(), number=number)
        assert refusal(partial(cast.do, session, support, cast.netizen())) == "not_public"


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
