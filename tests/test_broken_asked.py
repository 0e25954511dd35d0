"""What nobody types: NUL and numbers that no row has, in every search of the office."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts import tree
from cases import queries
from log.codes import Refused
from tests import cast, planners, unitcast

pytestmark = pytest.mark.django_db

SEARCHES = {
    "plan": ["/office/sessions/?q={}", "/office/sessions/?unit={}"],
    "system": [
        "/office/units/?q={}",
        "/office/units/new/?in={}",
        "/office/leaders/?q={}",
        "/office/leaders/?unit={}",
        "/office/leaders/new/?unit={}",
    ],
}


@pytest.mark.parametrize("typed", ["a%00b", "9" * 30, "9" * 5000])
@pytest.mark.parametrize("part", SEARCHES)
def test_a_search_for_what_no_database_keeps_is_a_page(part: str, typed: str) -> None:
    client = Client()
    client.force_login(unitcast.staff(part))
    for address in SEARCHES[part]:
        assert client.get(address.format(typed)).status_code == 200, address


def test_nobody_is_found_by_a_nul() -> None:
    number = planners.draft().number
    for page in ("guests", "people"):
        address = f"/office/sessions/{number}/{page}/?q=a%00b"
        assert planners.client().get(address).status_code == 200


DAYS = {
    "nobody": "/sessions/?when=all&from={}&to={}",
    "security": "/office/security/?since={}&until={}",
    "audit": "/office/audit/?since={}&until={}",
}


@pytest.mark.parametrize("part", DAYS)
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "2026-99"])
def test_no_day_is_too_early_or_too_late_to_be_asked_for(part: str, day: str) -> None:
    client = Client()
    client.force_login(unitcast.staff(part))
    assert client.get(DAYS[part].format(day, day)).status_code in {200, 422}


@pytest.mark.parametrize("number", ["a\x00b", "\x00", "²", ""])
def test_no_case_has_such_a_number(number: str) -> None:
    with pytest.raises(Refused, match="not_found"):
        queries.by_number(number)


def test_a_unit_with_a_hundred_units_above_it_is_none() -> None:
    assert tree.named("市/" * 100 + cast.city().name) == []
