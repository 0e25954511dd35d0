"""The desk over HTTP: who may look, and that nobody else learns anything."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.principals import Principal
from accounts.services import revoke_tokens
from moderation.models import Claim
from sessions_app.services import planning
from tests import cast
from tests.desks import (
    SECRET,
    Desk,
    desk,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


ENDPOINTS = [
    ("GET", "queue", None),
    ("GET", "questions/1", None),
    ("POST", "claims", {"number": None}),
    ("POST", "claims", {"number": 1}),
    ("DELETE", "claims/1", None),
]


def stranger() -> Principal:
    """Somebody who moderates another session, and has no right in this one."""
    planning.grant(cast.make_session(), cast.person("ivy"), "moderate")
    return cast.who(cast.person("ivy"))


@pytest.mark.parametrize("somebody", [cast.netizen, cast.neighbour, cast.guest, stranger])
@pytest.mark.parametrize(("method", "path", "body"), ENDPOINTS)
def test_people_without_a_right_learn_nothing_at_all(
    somebody: Callable[[], Principal], method: str, path: str, body: object
) -> None:
    session = cast.make_session()
    cast.ask(session, SECRET)
    theirs = desk(session, somebody())
    here = theirs.ask(method, path, body)
    assert here == theirs.ask(method, path, body, number=4040)
    assert here[0] == 404
    assert here[1]["error"]["code"] == "not_found"
    assert Claim.objects.count() == 0


@pytest.mark.parametrize(("method", "path", "body"), ENDPOINTS)
def test_the_desk_of_a_draft_is_as_if_it_did_not_exist(
    method: str, path: str, body: object
) -> None:
    draft = cast.make_session("draft")
    assert desk(draft).ask(method, path, body)[0] == 404


@pytest.mark.parametrize(("method", "path", "body"), ENDPOINTS)
def test_without_a_token_one_is_asked_to_sign_in(method: str, path: str, body: object) -> None:
    session = cast.make_session()
    cast.ask(session, SECRET)
    nobody = Desk(session, None)
    status, told = nobody.ask(method, path, body)
    assert (status, told["error"]["code"]) == (401, "sign_in_needed")
    nobody.headers["Authorization"] = "Bearer made-up"
    status, told = nobody.ask(method, path, body)
    assert (status, told["error"]["code"]) == (401, "token_expired")


def test_the_session_cookie_alone_opens_no_desk() -> None:
    session = cast.make_session()
    client = Client()
    client.force_login(cast.person("charlie"))
    response = client.get(f"/api/v1/sessions/{session.number}/desk/queue")
    assert response.status_code == 401


@pytest.mark.parametrize("somebody", [cast.host, cast.leader, cast.stenographer, cast.observer])
def test_all_who_run_a_session_may_look_but_only_moderators_claim(
    somebody: Callable[[], Principal],
) -> None:
    session = cast.make_session()
    cast.ask(session, SECRET)
    theirs = desk(session, somebody())
    assert theirs.get("queue")["rows"][0]["text"] == SECRET
    assert theirs.get("questions/1")["text"] == SECRET
    for method, path, body in ENDPOINTS[2:]:
        status, told = theirs.ask(method, path, body)
        assert (status, told["error"]["code"]) == (403, "not_allowed")
    assert Claim.objects.count() == 0


def test_a_token_from_before_the_sign_out_opens_nothing() -> None:
    session, who = cast.make_session(), cast.moderator()
    revoke_tokens(cast.person("charlie"))
    status, told = desk(session, who).ask("GET", "queue")
    assert (status, told["error"]["code"]) == (401, "token_expired")


def test_a_right_that_was_taken_away_is_gone_at_once() -> None:
    session = cast.make_session()
    planning.withdraw(session, cast.person("charlie"), "moderate")
    assert desk(session, cast.moderator()).ask("GET", "queue")[0] == 404


def test_nothing_of_the_desk_is_kept_by_a_cache() -> None:
    session = cast.make_session()
    cast.ask(session)
    for path in ("queue", "questions/1"):
        where = f"/api/v1/sessions/{session.number}/desk/{path}"
        response = Client().get(where, headers=desk(session).headers)
        assert response["Cache-Control"] == "no-store"
