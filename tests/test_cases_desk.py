"""The unit's pages: who may come in, and what stands on the list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Organisation
from accounts.principals import Principal
from cases.services import handling
from tests import casework, cast, clocks
from tests.casedesk import desk, page, send, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def elsewhere() -> Principal:
    """Somebody who handles the cases of another unit."""
    return casework.handler(Organisation.objects.create(name="清江市教育局"), "lan")


@pytest.mark.parametrize(
    "somebody", [cast.netizen, cast.moderator, cast.host, cast.leader, elsewhere]
)
@pytest.mark.parametrize("do", ["", "accept", "reply", "preview", "close", "note"])
def test_not_yours_and_does_not_exist_answer_the_same(
    somebody: Callable[[], Principal], do: str
) -> None:
    case = casework.received()
    client = signed_in(somebody())
    for address in (f"/cases/{case.number}/handle/", "/cases/20269999/handle/"):
        fields = {"do": do, "version": 1, "text": "答。", "note": "记。"}
        response = client.post(address, fields) if do else client.get(address)
        assert response.status_code == 404
        assert casework.WORDS not in page(response)
    case.refresh_from_db()
    assert (case.state, case.version) == ("received", 1)


def test_strangers_are_asked_to_sign_in_whether_the_case_exists_or_not() -> None:
    case = casework.received()
    for address in (
        f"/cases/{case.number}/handle/", "/cases/20269999/handle/", "/cases/handling/",
    ):  # fmt: skip
        response = Client().get(address)
        assert (response.status_code, response["Location"]) == (302, f"/sign-in/?next={address}")


@pytest.mark.parametrize("somebody", [cast.netizen, cast.moderator, cast.leader])
def test_there_is_no_list_of_work_for_people_without_a_unit(
    somebody: Callable[[], Principal],
) -> None:
    casework.received()
    assert signed_in(somebody()).get("/cases/handling/").status_code == 404


def test_what_staff_see_is_kept_by_no_cache() -> None:
    case = casework.received()
    for address in (f"/cases/{case.number}/handle/", "/cases/handling/"):
        assert "no-store" in desk().get(address)["Cache-Control"]


def test_a_step_needs_the_token_of_its_form() -> None:
    case = casework.received()
    client = Client(enforce_csrf_checks=True)
    casework.handler()
    client.force_login(cast.person("jin"))
    assert send(client, case, "accept").status_code == 403


def test_a_step_is_never_taken_by_following_a_link() -> None:
    case = casework.received()
    assert desk().get(f"/cases/{case.number}/handle/?do=accept&version=1").status_code == 200
    case.refresh_from_db()
    assert case.state == "received"


def listed(client: Client, show: str = "") -> list[str]:
    context = client.get(f"/cases/handling/?show={show}").context
    return [row["title"] for row in context["rows"]]


def test_a_unit_sees_its_own_cases_and_those_below_it_what_is_due_first_coming_first() -> None:
    below = Organisation.objects.create(name="公交处", parent=cast.city())
    with clocks.on(date(2026, 11, 24)):
        casework.received("后到期的问题?")
    with clocks.on(date(2026, 11, 23)):
        casework.accepted("先到期的问题?")
    with clocks.on(date(2026, 11, 25)):
        casework.received("下属单位的问题?", unit=below)
    casework.received("别的单位的问题?", unit=Organisation.objects.create(name="清江市教育局"))
    casework.answered("答复了的问题?")
    casework.closed("办结的问题?")
    assert listed(desk()) == ["先到期的问题?", "后到期的问题?", "下属单位的问题?"]
    assert listed(desk(), "answered") == ["答复了的问题?"]
    assert listed(desk(), "closed") == ["办结的问题?"]
    assert listed(desk(), "nonsense") == listed(desk())


def test_the_list_warns_of_a_year_whose_days_off_are_unknown() -> None:
    casework.received()
    assert "not known yet" not in page(desk().get("/cases/handling/"))
    with clocks.on(date(2030, 12, 30)):
        casework.received()
        assert "The days off of 2031 are not known yet" in page(desk().get("/cases/handling/"))


@pytest.mark.parametrize("show", ["waiting", "answered", "closed"])
def test_an_empty_list_says_so(show: str) -> None:
    assert 'class="empty"' in page(desk().get(f"/cases/handling/?show={show}"))


def test_the_list_and_the_page_cost_the_same_for_any_number_of_cases() -> None:
    case = casework.received("第一个问题?")
    client = desk()
    addresses = ("/cases/handling/", f"/cases/{case.number}/handle/")

    def costs() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    costs()
    one = costs()
    for n in range(2):
        casework.received(f"又一个问题 {n}?")
        handling.note(case, text=f"第 {n} 条备注", by=casework.handler(username=f"jin-{n}"))
    three = costs()
    assert three[0] == one[0]
    assert three[1] == one[1] + 1  # the names of those who wrote notes, in one query
    handling.note(case, text="再一条", by=casework.handler(username="jin-9"))
    assert costs() == three
