"""Leases: who works on what, for how long, in the services and over HTTP."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from dialogue.models import Question
from log.codes import Refused
from log.models import Event
from moderation.models import Claim
from moderation.services import claiming
from tests import cast
from tests.desks import (
    TEXT,
    approve,
    desk,
    let_lease_end,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


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


def test_claiming_returns_the_row_with_the_lease() -> None:
    session = cast.make_session()
    cast.ask(session, TEXT)
    status, row = desk(session).ask("POST", "claims", {"number": None})
    until = datetime.fromisoformat(row["claim"].pop("until"))
    assert timedelta(minutes=4) < until - timezone.now() <= timedelta(minutes=5)
    assert (status, row["number"], row["claim"]) == (200, 1, {"by": "charlie", "mine": True})
    (seen,) = desk(session, cast.second_moderator()).get("queue")["rows"]
    assert (seen["claim"]["by"], seen["claim"]["mine"]) == ("charlie", False)
    assert desk(session, cast.second_moderator()).numbers("state=mine") == []


def test_refused_claims_say_why() -> None:
    session = cast.make_session()
    status, told = desk(session).ask("POST", "claims", {"number": None})
    assert (status, told["error"]["code"]) == (404, "nothing_to_claim")
    cast.ask(session, TEXT)
    desk(session).ask("POST", "claims", {"number": 1})
    for method, path, body in (("POST", "claims", {"number": 1}), ("DELETE", "claims/1", None)):
        status, told = desk(session, cast.second_moderator()).ask(method, path, body)
        assert (status, told["error"]["code"]) == (409, "claimed")
        assert told["error"]["message"] == "charlie is working on this question."
    approve(session, Question.objects.get())
    status, told = desk(session).ask("POST", "claims", {"number": 1})
    assert (status, told["error"]["code"]) == (409, "not_held")


@pytest.mark.parametrize("body", [{}, [], "x", {"number": "one"}, {"number": 0}])
def test_a_claim_of_the_wrong_shape_is_refused(body: object) -> None:
    status, told = desk(cast.make_session()).ask("POST", "claims", body)
    assert (status, told["error"]["code"]) == (422, "bad_act")


def test_giving_back_returns_the_row_without_a_lease() -> None:
    session = cast.make_session()
    cast.ask(session, TEXT)
    desk(session).ask("POST", "claims", {"number": 1})
    status, row = desk(session).ask("DELETE", "claims/1")
    assert (status, row["claim"]) == (200, None)
    assert Claim.objects.count() == 0


def test_a_lease_that_has_ended_is_not_shown() -> None:
    session = cast.make_session()
    cast.ask(session, TEXT)
    desk(session).ask("POST", "claims", {"number": 1})
    Claim.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert desk(session).get("questions/1")["claim"] is None
    assert desk(session).numbers("state=mine") == []
    assert desk(session).get("queue")["counters"]["mine"] == 0
