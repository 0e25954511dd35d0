"""Who may ask by level of verification: one rule for the socket, the API and the plain form."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import tokens
from accounts.models import User, Verification
from accounts.principals import Principal
from dialogue import acts, mine
from dialogue.models import Question
from dialogue.services.asking import Ask, ask_many
from log.codes import Refused
from sessions_app.models import Session
from sessions_app.services import lifecycle
from tests import cast
from tests.folding import assert_fold_is_tables

pytestmark = pytest.mark.django_db

TEXT = "老旧小区加装电梯的补贴什么时候到账?"


def known(username: str, level: str) -> Principal:
    user = cast.person(username)
    User.objects.filter(pk=user.pk).update(verification=level)
    return cast.who(user)


def everyone() -> dict[str, Principal]:
    return {
        "guest": cast.guest(),
        "none": known("ping", Verification.NONE),
        "phone": known("qiao", Verification.PHONE),
        "real": known("rong", Verification.REAL),
    }


def batch(session: Session, people: dict[str, Principal]) -> dict[str, str]:
    """Let everybody ask in one batch; return the code of what each was told, "" for taken."""
    asks = [
        Ask(who, acts.Ask(ref=cast.ref(), text=f"{TEXT}({name})")) for name, who in people.items()
    ]
    answers = ask_many(session.pk, asks)
    codes = [answer.code if isinstance(answer, Refused) else "" for answer in answers]
    return dict(zip(people, codes, strict=True))


@pytest.mark.parametrize(
    ("asking", "told"),
    [
        ("guests", ["", "", "", ""]),
        ("signed_in", ["sign_in_needed", "", "", ""]),
        ("phone", ["sign_in_needed", "phone_needed", "", ""]),
        ("real", ["sign_in_needed", "real_name_needed", "real_name_needed", ""]),
    ],
)
def test_each_level_asks_where_it_is_enough_and_sinks_no_neighbour(
    asking: str, told: list[str]
) -> None:
    session, people = cast.make_session(asking=asking), everyone()
    assert list(batch(session, people).values()) == told
    assert Question.objects.count() == told.count("")
    for (_name, who), code in zip(people.items(), told, strict=True):
        assert mine.of(who, session)["obstacle"] == code
    assert_fold_is_tables(session)


@pytest.mark.parametrize("asking", ["signed_in", "real"])
def test_levels_cost_a_batch_no_query_more_however_many_ask(asking: str) -> None:
    session, counts = cast.make_session(asking=asking), []
    for size in (1, 3):
        people = {f"{size}{n}": known(f"s{size}{n}", Verification.REAL) for n in range(size)}
        with CaptureQueriesContext(connection) as captured:
            batch(session, people)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_whoever_loses_the_level_is_refused_at_once_and_asks_again_after_verifying() -> None:
    session = cast.make_session(asking="real")
    assert batch(session, {"rong": known("rong", Verification.REAL)}) == {"rong": ""}
    assert batch(session, {"x": known("rong", Verification.PHONE)}) == {"x": "real_name_needed"}
    assert batch(session, {"y": known("rong", Verification.REAL)}) == {"y": ""}


def test_the_rule_that_counts_is_the_one_of_the_moment_of_asking() -> None:
    session, ping = cast.make_session(asking="signed_in"), known("ping", Verification.NONE)
    session.asking = "phone"
    lifecycle.change_details(session, by=cast.host())
    assert batch(session, {"ping": ping}) == {"ping": "phone_needed"}


def test_the_log_says_who_may_ask() -> None:
    session = cast.make_session("announced", asking="real", slow_seconds=30)
    shown = json.loads(Client().get(f"/api/v1/sessions/{session.number}").content)
    assert (shown["rules"]["ask"], shown["rules"]["slow_seconds"]) == ("real", 30)
    assert_fold_is_tables(session)


def post_act(session: Session, who: Principal) -> Any:
    return Client().post(
        f"/api/v1/sessions/{session.number}/acts",
        {"do": "ask", "ref": cast.ref(), "text": TEXT},
        content_type="application/json",
        headers={"Authorization": f"Bearer {tokens.mint(who)}", "Accept-Language": "en"},
    )


@pytest.mark.django_db(transaction=True)
def test_by_post_the_refusal_says_what_to_do_and_cannot_be_retried() -> None:
    answer = post_act(cast.make_session(asking="phone"), known("ping", Verification.NONE))
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["retry"]) == (403, "phone_needed", False)
    assert "verify yours on your account page; what you wrote is kept" in error["message"]


def form_of(session: Session, level: str) -> tuple[Client, str]:
    user = cast.person("ping")
    User.objects.filter(pk=user.pk).update(verification=level)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client, f"/sessions/{session.number}/ask/"


def test_without_javascript_the_page_says_it_before_one_types_and_keeps_what_was_typed() -> None:
    client, address = form_of(cast.make_session(asking="phone"), Verification.NONE)
    before = client.get(address).content.decode()
    assert "In this session people ask whose telephone is verified." in before
    assert f"?next={address}" in before
    assert "<textarea" not in before
    sent = client.post(address, {"text": TEXT})
    after = sent.content.decode()
    assert sent.status_code == 422
    assert TEXT in after
    assert "Verify my telephone" in after
    assert not Question.objects.exists()


def test_without_javascript_whoever_has_the_level_just_asks() -> None:
    client, address = form_of(cast.make_session(asking="phone"), Verification.PHONE)
    assert "Verify my telephone" not in client.get(address).content.decode()
    assert client.post(address, {"text": TEXT}).status_code == 302
    assert Question.objects.get().text == TEXT


def test_a_stranger_who_typed_where_signing_in_is_needed_finds_the_words_again() -> None:
    session = cast.make_session(asking="real")
    page = Client().post(f"/sessions/{session.number}/ask/", {"text": TEXT}).content.decode()
    assert TEXT in page


def test_supporting_asks_for_no_level() -> None:
    session = cast.make_session(asking="real", guests_may_support=False)
    question = cast.published(session, by=known("rong", Verification.REAL))
    ping = known("ping", Verification.NONE)
    support = acts.Support(ref=cast.ref(), number=question.number)
    assert cast.do(session, support, ping)["support"] == [1, 0]
    assert cast.refusal(lambda: cast.do(session, support, cast.guest())) == "sign_in_needed"
