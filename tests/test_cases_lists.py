"""Lists of cases, what they cost, and what other rooms' pages show of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import timezone

from cases import clock, queries
from cases.models import Case
from tests import casework, clocks
from tests.casepages import EN, body, cost

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def numbers(client: Client, address: str) -> list[str]:
    found = client.get(address, headers=EN).context["rows"]
    return [row["number"] for row in found]


def test_the_list_shows_cases_by_where_they_stand(client: Client) -> None:
    with clocks.on(date(2026, 11, 9)):
        late = casework.received("逾期的问题?")
    with clocks.on(date(2026, 11, 23)):
        soon = casework.accepted("快到期的问题?")
    with clocks.on(date(2026, 11, 24)):
        later = casework.answered("答复了的问题?")
        done = casework.closed("办结的问题?")
        shown_by_where_they_stand(client, late, soon, later, done)


def shown_by_where_they_stand(
    client: Client, late: Case, soon: Case, later: Case, done: Case
) -> None:
    assert numbers(client, "/cases/?show=open") == [late.number, soon.number, later.number]
    assert numbers(client, "/cases/?show=overdue") == [late.number]
    assert numbers(client, "/cases/?show=closed") == [done.number]
    moved_last_first = [done.number, later.number, soon.number, late.number]
    assert numbers(client, "/cases/") == moved_last_first
    assert numbers(client, "/cases/?show=nonsense") == moved_last_first
    assert [row["number"] for row in queries.recent(2)] == moved_last_first[:2]


@pytest.mark.parametrize("show", queries.SHOWS)
def test_an_empty_list_says_what_will_stand_there(client: Client, show: str) -> None:
    assert 'class="empty"' in body(client, f"/cases/?show={show}")


def test_the_list_is_paged(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.views.PER_PAGE", 2)
    for n in range(3):
        casework.received(f"第 {n} 个问题?")
    assert len(numbers(client, "/cases/?show=open")) == 2
    assert len(numbers(client, "/cases/?show=open&page=2")) == 1
    assert "?show=open&amp;page=2" in body(client, "/cases/?show=open")


@pytest.mark.parametrize("typed", ["{number}", " {number} ", "２０２６-{tail}"])
def test_a_number_as_somebody_noted_it_leads_to_its_case(client: Client, typed: str) -> None:
    case = casework.received()
    wide = {"number": case.number, "tail": case.number[4:]}
    if "２" in typed:
        typed = typed.replace("２０２６", "".join(chr(ord(c) + 0xFEE0) for c in case.number[:4]))
    found = client.get("/cases/", {"number": typed.format(**wide)})
    assert (found.status_code, found["Location"]) == (302, f"/cases/{case.number}/")


def test_a_number_that_does_not_exist_is_told_and_kept(client: Client) -> None:
    text = body(client, "/cases/?number=20269999")
    assert "There is no case with this number" in text
    assert 'value="20269999"' in text
    assert "<b>x" not in body(client, "/cases/?number=<b>x</b>")


def one_and_three(make: Callable[[int], Case], address: Callable[[Case], str]) -> tuple[int, int]:
    first = make(0)
    cost(address(first))  # content types and the like are looked up once
    one = cost(address(first))
    make(1)
    make(2)
    return one, cost(address(first))


@pytest.mark.parametrize("address", ["/cases/", "/cases/?show=closed", "/api/v1/cases", "/"])
def test_a_list_costs_the_same_for_any_number_of_cases(address: str) -> None:
    one, three = one_and_three(lambda n: casework.closed(f"第 {n} 个问题?"), lambda _case: address)
    assert one == three


def test_a_case_costs_the_same_however_many_there_are_and_whatever_its_state() -> None:
    costs = {cost(f"/cases/{casework.MAKE[state](state + '?').number}/") for state in casework.MAKE}
    assert len(costs) == 1
    assert costs.pop() <= 5


def test_a_sessions_cases_cost_two_queries(django_assert_num_queries: Any) -> None:
    session = casework.over("第一个问题?", "第二个问题?", "第三个问题?")
    clock.tick(timezone.now())
    with django_assert_num_queries(2):
        found = queries.for_session(session)
    assert sorted(found) == [1, 2, 3]
    assert found[2]["title"] == "第二个问题?"
    assert found[2]["session_number"] == session.number
    assert queries.for_session(casework.over()) == {}


def test_templates_of_other_rooms_get_a_sessions_cases_and_the_latest_ones() -> None:
    session = casework.over("第一个问题?", "第二个问题?")
    clock.tick(timezone.now())
    shown = Template(
        "{% load case_tags %}{% cases_of session as cases %}{% case_of cases 2 as case %}"
        "{{ case.title }} {{ case.state_label }}{% case_of cases 9 as none %}[{{ none|default:'' }}]"
        "{% recent_cases 1 as rows %}{{ rows|length }}"
    ).render(Context({"session": session}))
    assert shown == "第二个问题? Received[]1"
