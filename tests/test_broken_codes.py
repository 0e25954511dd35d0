"""Guessing a code many times at once: what the session forgets is counted elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.models import Session

from tests import doors
from tests.doors import OTHER_PHONE, PHONE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letterbox")]
letterbox = doors.letterbox

WAYS = {
    "/sign-in/code/": "/sign-in/code/confirm/",
    "/sign-in/forgotten/": "/sign-in/forgotten/confirm/",
}


def guess(visitor: Any, address: str, code: str) -> Any:
    """Guess as one of many at the same moment: the session is then as it was before."""
    before = list(Session.objects.values("pk", "session_data"))
    answer = visitor.post(address, {"code": code})
    for row in before:
        Session.objects.filter(pk=row["pk"]).update(session_data=row["session_data"])
    return answer


@pytest.mark.parametrize("to", [PHONE, OTHER_PHONE], ids=["known", "unknown"])
@pytest.mark.parametrize("way", WAYS)
def test_many_guesses_at_once_are_many(way: str, to: str) -> None:
    doors.member()
    visitor = doors.visitor()
    visitor.post(way, {"to": to})
    answers = [guess(visitor, WAYS[way], "000000") for _guess in range(10)]
    said = ["Too many attempts" in answer.content.decode() for answer in answers]
    assert said == [False] * 9 + [True]


def test_the_right_code_comes_too_late_then() -> None:
    doors.member()
    visitor = doors.visitor()
    visitor.post("/sign-in/code/", {"to": PHONE})
    for _guess in range(9):
        guess(visitor, "/sign-in/code/confirm/", "000000")
    code = doors.code_in_sms(PHONE)
    answer = guess(visitor, "/sign-in/code/confirm/", code)
    assert "Too many attempts" in answer.content.decode()
    assert not doors.is_in(visitor)
