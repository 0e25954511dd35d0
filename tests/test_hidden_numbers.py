"""A number that was given out and is not public is answered as one that was not given out.

Drafts, plans that were cancelled before anybody knew of them, rehearsals: whoever tries numbers at
any address learns nothing, not even that there is something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from django.test import Client

from accounts import tokens
from accounts.models import User
from accounts.principals import SYSTEM, Principal
from dialogue import acts
from sessions_app.models import Session
from sessions_app.services import lifecycle, rehearsing
from tests import cast, leaky, surfaces

pytestmark = pytest.mark.django_db

# What differs from one answer to the next, whatever is asked for.
OF_THE_MOMENT = re.compile(
    r"""(csrf\w*"? (value|content)="|huiyin_csrf=|nonce[-=]"?|expires=|(Content-Length|Expires)': ')[^"';]+"""
)
WITH_A_NUMBER = [some for some in surfaces.SURFACES.values() if "{number}" in some[0]]


# Where a number stands in an answer it stands for nothing else.
FIRST, FREE = 73_219_040, 73_219_999


def hidden() -> dict[str, int]:
    """Numbers of what is not public."""
    Session.objects.filter(pk=cast.make_session("draft").pk).update(number=FIRST)
    planned, unseen = cast.make_session("draft"), cast.make_session("draft")
    lifecycle.cancel(unseen, by=cast.host(), reason="不办了")
    tried = rehearsing.begin(cast.make_session("announced"), by=SYSTEM)
    lifecycle.open_session(tried, by=cast.host())
    cast.published(tried, "彩排里公开了的问题是什么?", cast.host())
    return {
        "draft": planned.number,
        "cancelled before it was announced": unseen.number,
        "rehearsal": tried.number,
    }


@pytest.mark.parametrize("who", [lambda: None, leaky.stranger_on_duty], ids=["nobody", "staff"])
def test_no_address_tells_a_hidden_number_from_none(who: Callable[[], Principal | None]) -> None:
    numbers, by = hidden(), who()
    free = dict(answers(FREE, by))
    told = [
        f"{what}: {address}"
        for what, number in numbers.items()
        for address, answer in answers(number, by)
        if answer != free[address]
    ]
    assert told == []


def test_a_number_that_is_public_is_told_at_most_of_them() -> None:
    # Else the test above would prove nothing.
    Session.objects.filter(pk=cast.make_session("draft").pk).update(number=FIRST)
    session = cast.make_session()
    cast.published(session)
    free = dict(answers(FREE, None))
    told = [where for where, answer in answers(session.number, None) if answer != free[where]]
    assert len(told) > len(WITH_A_NUMBER) / 3


def answers(number: int, by: Principal | None) -> Iterator[tuple[str, tuple[int, str]]]:
    """What is answered at every address with this number to a look, and to an act."""
    client = Client()
    if by is not None and by.user_id:
        client.force_login(User.objects.get(pk=by.user_id))
    headers = {"authorization": f"Bearer {tokens.mint(by)}"} if by else {}
    for address in addresses(number):
        answer = client.get(address, headers=headers)
        yield address.replace(str(number), "N"), plain(answer, number)
    act: dict[str, Any] = acts.Support(ref="a-ref-of-mine", number=1).model_dump(mode="json")
    where = f"/api/v1/sessions/{number}/acts"
    answer = client.post(where, act, content_type="application/json", headers=headers)
    yield "an act", plain(answer, number)


def addresses(number: int) -> list[str]:
    known: dict[str, Sequence[str]] = {
        **{name: ["1"] for name in ("unit", "question", "seq", "case", "person")},
        "number": [str(number)],
        "epoch": ["00000000"],
        "stretch": ["1-5"],
    }
    return [each for some in WITH_A_NUMBER for each in surfaces.filled(some, known)]


def plain(answer: Any, number: int) -> tuple[int, str]:
    """An answer without the number that was asked for, and without what is of the moment."""
    text = f"{answer.headers} {answer.cookies} {answer.content.decode(errors='replace')}"
    return answer.status_code, OF_THE_MOMENT.sub("", text.replace(str(number), "N"))
