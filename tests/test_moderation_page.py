"""The page of the desk: who finds it, and that it holds no question."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from dialogue import reasons
from tests import cast
from tests.desks import (
    SECRET,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def visit(session_number: int, user: User | None) -> Any:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client.get(f"/sessions/{session_number}/desk/", headers={"Accept-Language": "en"})


@pytest.mark.parametrize("username", ["charlie", "erik", "fang", "gao", "hong"])
def test_all_who_run_a_session_find_its_desk(username: str) -> None:
    session = cast.make_session()
    cast.ask(session, SECRET)
    page = visit(session.number, cast.person(username))
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert page.context["session"] == session
    assert page.context["state"]["session"]["title"] == session.title
    assert page.context["reasons"] == reasons.labels()


def test_the_page_holds_no_question_that_is_not_public() -> None:
    session = cast.make_session()
    cast.ask(session, SECRET)
    assert "枫林路" not in visit(session.number, cast.person("charlie")).content.decode()


def test_a_page_that_is_not_yours_is_as_if_it_did_not_exist() -> None:
    session, draft = cast.make_session(), cast.make_session("draft")
    strangers = {number: visit(number, cast.person("alice")) for number in (session.number, 4040)}
    assert {page.status_code for page in strangers.values()} == {404}
    assert len({page.content.replace(b"4040", b"") for page in strangers.values()}) <= 2
    assert visit(draft.number, cast.person("charlie")).status_code == 404


def test_whoever_is_not_signed_in_is_asked_to() -> None:
    session = cast.make_session()
    for number in (session.number, 4040):
        page = visit(number, None)
        assert (page.status_code, page["Location"]) == (
            302,
            f"/sign-in/?next=/sessions/{number}/desk/",
        )
