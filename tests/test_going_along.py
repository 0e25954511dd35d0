"""What somebody supports and thinks as a guest goes along when they sign in, and counts once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.principals import Principal
from dialogue.models import Question, Reaction, Support, Utterance
from dialogue.services import closing, opinions, supporting
from sessions_app.models import Session
from tests import cast, factors

pytestmark = pytest.mark.django_db


def guest_at(browser: Client, session: Session, question: Question) -> Principal:
    """Support a question in this browser without signing in; return whom it is known as."""
    page = f"/sessions/{session.number}/support/"
    tap = {"number": question.number}
    assert browser.post(page, tap, headers={"sec-fetch-site": "same-origin"}).status_code == 302
    return Principal(Support.objects.get(question=question, guest=True).principal, "过路人")


def supporters(question: Question) -> tuple[int, int]:
    question.refresh_from_db(fields=["supports", "guest_supports"])
    return question.supports, question.guest_supports


def thanks(said: Utterance) -> tuple[int, int, int]:
    said.refresh_from_db(fields=["thanks", "stars", "rated"])
    return said.thanks, said.stars, said.rated


def test_whoever_supports_as_a_guest_and_signs_in_supports_once() -> None:
    session = cast.make_session(guests_may_support=True)
    question = cast.published(session)
    alice = cast.person("alice")
    for _device in range(2):
        browser = Client()
        guest_at(browser, session, question)
        assert supporters(question)[1] == 1
        factors.sign_in(browser, alice.username)
        assert supporters(question) == (1, 0)
    support = Support.objects.get(question=question)
    assert (support.principal, support.guest) == (f"u:{alice.pk}", False)


def test_what_a_guest_thought_of_an_answer_is_the_persons_who_signs_in_once() -> None:
    session = cast.make_session(guests_may_support=True)
    other = cast.published(session, "站台能加遮雨棚吗?")
    said = cast.answered(session).answers.get()
    alice = cast.person("alice")
    for _device, stars in ((1, 4), (2, 1)):
        browser = Client()
        guest = guest_at(browser, session, other)
        opinions.react(session, seq=said.seq, reaction=Reaction.THANKS, by=guest)
        opinions.rate(session, seq=said.seq, stars=stars, by=guest)
        factors.sign_in(browser, alice.username)
        assert thanks(said) == (1, 4, 1)
    opinion = said.opinions.get()
    assert (opinion.principal, opinion.guest, opinion.stars) == (f"u:{alice.pk}", False, 4)


def test_what_counted_when_a_session_ended_stays_as_it_was() -> None:
    session = cast.make_session(guests_may_support=True)
    question = cast.answered(session)
    browser = Client()
    guest = guest_at(browser, session, cast.published(session, "站台能加遮雨棚吗?"))
    opinions.react(session, seq=question.answers.get().seq, reaction=Reaction.THANKS, by=guest)
    closing.end_session(session, by=cast.host())
    factors.sign_in(browser, cast.person("alice").username)
    assert Support.objects.get().principal == guest.key
    assert question.answers.get().opinions.get().principal == guest.key


def handed_over(answers: int) -> int:
    """Let a guest support and thank so often, beside a person who did once; return the queries."""
    session = cast.make_session(guests_may_support=True)
    asked = [cast.answered(session, f"{each} 路公交晚上几点收车?") for each in range(answers)]
    guest, alice = Principal(f"g:{answers}"), cast.who(cast.person(f"alice-{answers}"))
    for who, theirs in ((guest, asked), (alice, asked[:1])):
        for question in theirs:
            seq = question.answers.get().seq
            supporting.set_support(session, number=question.number, by=who, on=True)
            opinions.react(session, seq=seq, reaction=Reaction.THANKS, by=who)
    with CaptureQueriesContext(connection) as asking:
        supporting.take_over(guest, by=alice)
        opinions.take_over(guest, by=alice)
    assert [supporters(question) for question in asked] == [(1, 0)] * answers
    assert [thanks(question.answers.get())[0] for question in asked] == [1] * answers
    return len(asking)


def test_handing_over_much_asks_the_database_no_more_than_handing_over_little() -> None:
    assert handed_over(3) == handed_over(1)
