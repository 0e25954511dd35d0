"""The unit's side of cases: who may come in, and what each button does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from accounts.models import Organisation, User
from accounts.principals import Principal
from cases import calendar
from cases.models import Case
from cases.services import handling
from tests import casework, cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def signed_in(who: Principal) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    if who.user_id is not None:
        client.force_login(User.objects.get(pk=who.user_id))
    return client


def desk() -> Client:
    return signed_in(casework.handler())


def send(client: Client, case: Case, do: str, **fields: object) -> Any:
    data = {"do": do, "version": case.version} | fields
    return client.post(f"/cases/{case.number}/handle/", data)


def page(response: Any) -> str:
    text: str = response.content.decode()
    return text


# --- Who may come in ------------------------------------------------------------------


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


# --- The list -------------------------------------------------------------------------


def listed(client: Client, show: str = "") -> list[str]:
    context = client.get(f"/cases/handling/?show={show}").context
    return [row["title"] for row in context["rows"]]


def test_a_unit_sees_its_own_cases_and_those_below_it_what_is_due_first_coming_first() -> None:
    casework.due(casework.received("后到期的问题?"), date(2030, 1, 9))
    casework.due(casework.accepted("先到期的问题?"), date(2030, 1, 8))
    below = Organisation.objects.create(name="公交处", parent=cast.city())
    moved = casework.due(casework.received("下属单位的问题?"), date(2030, 1, 10))
    Case.objects.filter(pk=moved.pk).update(organisation=below)
    other = casework.received("别的单位的问题?")
    Case.objects.filter(pk=other.pk).update(
        organisation=Organisation.objects.create(name="清江市教育局")
    )
    casework.answered("答复了的问题?")
    casework.closed("办结的问题?")
    assert listed(desk()) == ["先到期的问题?", "后到期的问题?", "下属单位的问题?"]
    assert listed(desk(), "answered") == ["答复了的问题?"]
    assert listed(desk(), "closed") == ["办结的问题?"]
    assert listed(desk(), "nonsense") == listed(desk())


def test_the_list_warns_of_a_year_whose_days_off_are_unknown() -> None:
    case = casework.received()
    assert "not known yet" not in page(desk().get("/cases/handling/"))
    casework.due(case, date(2031, 1, 9))
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


# --- The buttons ----------------------------------------------------------------------


def test_each_state_offers_its_own_step() -> None:
    buttons = {"received": "accept", "accepted": "reply", "answered": "close", "closed": ""}
    for state, button in buttons.items():
        text = page(desk().get(f"/cases/{casework.MAKE[state]().number}/handle/"))
        for value in ("accept", "reply", "close"):
            assert (f'value="{value}"' in text) == (value == button), state
        assert 'value="note"' in text


def test_a_day_that_has_passed_is_not_promised_again() -> None:
    case = casework.received()
    address = f"/cases/{case.number}/handle/"
    promise = "replies by"
    assert promise in page(desk().get(address))
    late = casework.overdue()
    text = page(desk().get(f"/cases/{late.number}/handle/"))
    assert promise not in text
    assert "please reply soon" in text


def test_a_case_goes_its_whole_way_by_plain_forms() -> None:
    case, client = casework.received(), desk()
    for do, fields, state, said in (
        ("accept", {}, "accepted", "in your unit&#x27;s hands"),
        ("reply", {"text": casework.REPLY}, "answered", "The reply is public."),
        ("close", {}, "closed", "The case is closed."),
    ):
        response = send(client, case, do, **fields)
        address = f"/cases/{case.number}/handle/"
        assert (response.status_code, response["Location"]) == (302, address)
        assert said in page(client.get(address))
        case.refresh_from_db()
        assert case.state == state
        casework.assert_fold_is_row(case)
    assert case.reply == casework.REPLY


def test_a_note_is_kept_for_colleagues() -> None:
    case, client = casework.accepted(), desk()
    assert send(client, case, "note", note="等物业的材料。").status_code == 302
    text = page(client.get(f"/cases/{case.number}/handle/"))
    assert "等物业的材料。" in text
    assert "The note is kept." in text
    assert "等物业的材料。" not in page(Client().get(f"/cases/{case.number}/"))


def test_a_reply_can_be_looked_at_first_and_is_not_public_then() -> None:
    case, client = casework.accepted(), desk()
    response = send(client, case, "preview", text="**重点：**请看<script>x</script>")
    text = page(response)
    assert response.status_code == 200
    assert "<strong>重点：</strong>请看" in text
    assert "<script>x" not in text
    assert "**重点：**请看&lt;script&gt;" in text  # still there to go on with
    case.refresh_from_db()
    assert (case.state, case.reply) == ("accepted", "")


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ("", 422, "Please write the reply first."),
        ("长" * 20_001, 422, "20001 characters long"),
        ("看\u202e这里", 422, "cannot be shown"),
    ],
)
def test_a_reply_that_is_refused_stays_in_the_form(typed: str, status: int, said: str) -> None:
    case = casework.accepted()
    response = send(desk(), case, "reply", text=typed)
    assert response.status_code == status
    text = page(response)
    assert said in text
    assert typed in text
    assert 'aria-invalid="true"' in text


def test_somebody_who_comes_second_is_told_and_loses_nothing() -> None:
    case = casework.accepted()
    handling.reply(case, version=2, text="同事的答复。", by=casework.handler(username="ke"))
    response = send(desk(), case, "reply", text="我写了很久的答复。")
    text = page(response)
    assert response.status_code == 409
    assert "A colleague has changed this case" in text
    assert "我写了很久的答复。" in text
    assert "同事的答复。" in text
    case.refresh_from_db()
    assert case.reply == "同事的答复。"


def test_a_button_pressed_twice_does_its_work_once() -> None:
    case, client = casework.received(), desk()
    assert send(client, case, "accept").status_code == 302
    assert send(client, case, "accept").status_code == 409
    case.refresh_from_db()
    assert (case.state, case.version) == ("accepted", 2)


@pytest.mark.parametrize("version", ["", "x", "0", "-1"])
def test_a_form_without_a_sound_version_does_nothing(version: str) -> None:
    case = casework.received()
    assert send(desk(), case, "accept", version=version).status_code == 422
    case.refresh_from_db()
    assert case.state == "received"


def test_whoever_was_signed_out_while_writing_gets_the_words_back() -> None:
    case = casework.accepted()
    response = send(Client(headers={"Accept-Language": "en"}), case, "reply", text="写了一小时。")
    assert response.status_code == 401
    assert "写了一小时。" in page(response)
    assert f"/sign-in/?next=/cases/{case.number}/handle/" in page(response)
    case.refresh_from_db()
    assert case.state == "accepted"


def test_the_admin_shows_cases_and_changes_none(admin_client: Client) -> None:
    case = casework.received()
    assert admin_client.get("/admin/cases/case/").status_code == 200
    assert admin_client.get(f"/admin/cases/case/{case.pk}/change/").status_code == 200
    assert admin_client.get("/admin/cases/case/add/").status_code == 403
    assert admin_client.post(f"/admin/cases/case/{case.pk}/delete/").status_code == 403
    assert admin_client.post(f"/admin/cases/case/{case.pk}/change/", {}).status_code == 403


def test_staff_keep_limits_and_special_days_in_the_admin(admin_client: Client) -> None:
    english = {"Accept-Language": "en"}
    rule = {"kind": "leftover", "days": 3, "counted": "working", "since": "2026-01-01"}
    assert admin_client.post("/admin/cases/limitrule/add/", rule).status_code == 302
    listed_rules = admin_client.get("/admin/cases/limitrule/", headers=english)
    assert "units have 5 working days" in page(listed_rules)
    refused = admin_client.post("/admin/cases/limitrule/add/", rule | {"days": 0})
    assert refused.status_code == 200
    day = {"day": "2030-02-02", "working": "on", "note": "补班"}
    assert admin_client.post("/admin/cases/specialday/add/", day).status_code == 302
    assert admin_client.get("/admin/cases/specialday/", headers=english).status_code == 200
    assert calendar.is_working_day(date(2030, 2, 2))
    case = casework.received()
    start = timezone.localdate(case.opened_at)
    assert calendar.current().working_days_between(start, case.due_on) == 3
