"""Every page on which somebody works: the way out of it, and in the demo the way to another part."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from accounts.principals import Principal
from tests import casework, cast
from tests.casedesk import page, signed_in

pytestmark = pytest.mark.django_db

SIGN_OUT = re.compile(r'<form method="post" action="/sign-out/" data-identity="gone">')


def live(part: str) -> Callable[[], str]:
    return lambda: f"/sessions/{cast.make_session().number}/{part}/"


def one_case() -> str:
    return f"/cases/{casework.received().number}/handle/"


PLACES: list[tuple[Callable[[], Principal], Callable[[], str]]] = [
    (cast.moderator, live("desk")),
    (cast.leader, live("console")),
    (cast.host, live("host")),
    (cast.stenographer, live("host")),
    (casework.handler, lambda: "/cases/handling/"),
    (casework.handler, one_case),
]


def seen(somebody: Callable[[], Principal], address: Callable[[], str]) -> str:
    """Return the page as somebody who is signed in gets it."""
    where = address()
    answer = signed_in(somebody()).get(where)
    assert answer.status_code == 200
    return page(answer)


@pytest.mark.parametrize(("somebody", "address"), PLACES)
def test_one_signs_out_where_one_works(
    somebody: Callable[[], Principal], address: Callable[[], str]
) -> None:
    words = seen(somebody, address)
    assert len(SIGN_OUT.findall(words)) == 1
    assert "Try another part" not in words


@pytest.mark.parametrize(("somebody", "address"), PLACES)
def test_in_the_demo_one_goes_on_to_another_part(
    settings: Any, somebody: Callable[[], Principal], address: Callable[[], str]
) -> None:
    settings.DEMO = True
    words = seen(somebody, address)
    assert words.count('href="/sign-in/#demo"') == 1
    assert "Try another part" in words
    assert SIGN_OUT.search(words)
