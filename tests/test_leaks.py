"""Nothing unmoderated leaves the server except to staff and its own author.

One session with something private in every place that could leak (tests.leaky); every address
of the URL conf is tapped by everyone whom it does not concern, and searched for the words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.http import HttpResponse
from django.test import Client

from accounts import tokens
from accounts.models import User
from accounts.principals import Principal
from sessions_app.models import Session
from tests import cast, leaky, surfaces
from tests.leaky import MARK, SECRETS

pytestmark = pytest.mark.django_db
EVERYONE_ELSE = {
    "nobody": lambda: None,
    "a neighbour": cast.neighbour,
    "staff elsewhere": leaky.stranger_on_duty,
}
# What a form or a call might say; nothing of it is anybody's own.
SAYING = {"number": 1, "code": "AAAA-BBBB-CCCC", "text": "", "do": "accept", "version": 1}


class Tap:
    """Somebody who looks everywhere, with a cookie and with a token."""

    def __init__(self, who: Principal | None) -> None:
        self.who = who
        self.headers = {"authorization": f"Bearer {tokens.mint(who)}"} if who else {}
        self.client = Client()

    def asks(self, address: str, method: str = "GET", **what: Any) -> str:
        """Return what is answered there: head, cookies and body."""
        self.stays_signed_in()
        send = getattr(self.client, method.lower())
        answer: HttpResponse = send(address, headers=self.headers, **what)
        assert answer.status_code < 500, address
        # A picture is no text; what words it holds would be found all the same.
        text = answer.content.decode(errors="replace")
        return f"{answer.headers} {answer.cookies} {text}"

    def stays_signed_in(self) -> None:
        """Sign in, and again after the addresses that sign out."""
        if not (self.who and self.who.user_id):
            return
        if self.client.session.get(SESSION_KEY) != str(self.who.user_id):
            self.client.force_login(User.objects.get(pk=self.who.user_id))

    def everywhere(self, session: Session) -> Iterator[tuple[str, str]]:
        """Yield what every address answers to a look, and each route to a form and a call."""
        for address in surfaces.addresses():
            yield address, self.asks(address)
        for address in surfaces.one_of_each(session):
            yield address, self.asks(address, "POST", data=SAYING)
            yield address, self.asks(address, "POST", data=SAYING, content_type="application/json")
            yield address, self.asks(address, "DELETE")


def assert_nothing_leaks(session: Session, who: Principal | None) -> None:
    marks = (MARK, surfaces.as_typed_in_json(MARK), *leaky.receipts(session))
    for address, answer in Tap(who).everywhere(session):
        assert not [mark for mark in marks if mark in answer], address


@pytest.fixture(autouse=True)
def _short_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dialogue.api.SEGMENT", surfaces.SEGMENT)


def test_every_address_is_known_to_these_tests() -> None:
    assert surfaces.routes() == set(surfaces.SURFACES)


@pytest.mark.parametrize("who", EVERYONE_ELSE.values(), ids=EVERYONE_ELSE)
def test_nothing_leaks_while_the_session_is_live(who: Callable[[], Principal | None]) -> None:
    session = leaky.leaky_session()
    assert_nothing_leaks(session, who())


@pytest.mark.parametrize("who", EVERYONE_ELSE.values(), ids=EVERYONE_ELSE)
def test_nothing_leaks_after_the_end_when_the_record_is_sealed_and_cases_are_open(
    who: Callable[[], Principal | None], caplog: pytest.LogCaptureFixture
) -> None:
    session = leaky.leaky_session()
    leaky.over(session)
    assert session.state == "archived"
    assert session.questions.filter(state="handed_over").count() == 3
    assert_nothing_leaks(session, who())
    # Nor is it in the server's own log.
    assert MARK not in caplog.text


def test_the_author_and_the_staff_do_see_it() -> None:
    session = leaky.leaky_session()
    mine = Tap(cast.netizen()).asks(f"/api/v1/sessions/{session.number}/mine")
    assert SECRETS["held"] in mine
    queue = Tap(cast.moderator()).asks(f"/api/v1/sessions/{session.number}/desk/queue?state=all")
    for name in ("declined", "words", "reworded", "finding", "guest's name"):
        assert SECRETS[name] in queue, name
    case = leaky.over(session)
    page = Tap(cast.who(cast.person("jin"))).asks(f"/cases/{case.number}/handle/")
    assert SECRETS["note"] in page
