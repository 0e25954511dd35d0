"""The tree of units in the office: walking through it, changing it, and who may."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import places, tree
from accounts.models import Organisation, User
from accounts.principals import SYSTEM, Principal
from accounts.services import audit, organisations, rights
from accounts.services.organisations import Details
from log.models import Event
from tests import cast
from tests.casepages import EN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def details(name: str, **more: str) -> Details:
    empty: Details = {
        "name": name,
        "level": "department",
        "code": "",
        "about": "",
        "phone": "",
        "email": "",
        "address": "",
        "website": "",
        "working_hours": "",
    }
    return {**empty, **more}  # type: ignore[typeddict-item]


def made(name: str, parent: Organisation | None = None, **more: str) -> Organisation:
    return organisations.create(parent=parent, by=SYSTEM, **details(name, **more))


def province() -> tuple[Organisation, Organisation, Organisation]:
    """Return a province, its city and the city's bureau."""
    top = made("江州省", level="province", code="990000")
    city = made("清江市", top, level="city", code="990100")
    return top, city, made("教育局", city)


def manager_of(unit: Organisation, username: str = "ines") -> Principal:
    rights.give(cast.person(username), "manage", unit, by=SYSTEM)
    return cast.who(cast.person(username))


def system() -> Principal:
    rights.set_duty(cast.person("sun"), "system", by=SYSTEM)
    return cast.who(cast.person("sun"))


def _user(by: Principal) -> User:
    assert by.user_id is not None
    return User.objects.get(pk=by.user_id)


def last_act() -> tuple[str, dict[str, tuple[str, str]]]:
    data = Event.objects.filter(stream=audit.stream()).order_by("-seq")[0].data
    assert data is not None
    told = {each["field"]: (each["before"], each["after"]) for each in data["changes"]}
    return data["act"], told


def test_a_manager_adds_a_unit_in_the_own_branch_and_it_is_on_record() -> None:
    _top, city, _bureau = province()
    by = manager_of(city)
    unit = organisations.create(parent=city, by=by, **details("交通运输局", phone="0571-1"))
    assert unit.lineage[1:] == city.lineage
    assert last_act() == (
        "organisation.created",
        {
            "name": ("", "交通运输局"),
            "level": ("", "department"),
            "phone": ("", "0571-1"),
        },
    )


def test_a_manager_adds_nothing_above_or_beside_the_own_branch() -> None:
    top, city, _bureau = province()
    by = manager_of(city)
    for parent in (top, None):
        add = lambda at=parent: organisations.create(parent=at, by=by, **details("新局"))  # noqa: E731
        assert cast.refusal(add) == "not_yours"


def test_the_system_administrator_adds_anywhere() -> None:
    organisations.create(parent=None, by=system(), **details("云岭省"))
    assert Organisation.objects.filter(name="云岭省", parent=None).exists()


def test_changing_says_what_was_before_and_what_is_now() -> None:
    _top, _city, bureau = province()
    organisations.change(bureau, by=SYSTEM, **details("市教育局", code="990199"))
    assert last_act() == (
        "organisation.changed",
        {"name": ("教育局", "市教育局"), "code": ("", "990199")},
    )


def test_saving_what_stands_there_already_records_nothing() -> None:
    _top, _city, bureau = province()
    before = Event.objects.count()
    organisations.change(bureau, by=SYSTEM, **details("教育局"))
    assert Event.objects.count() == before


def test_two_units_at_one_place_have_two_names_at_the_top_too() -> None:
    top, city, _bureau = province()
    assert cast.refusal(lambda: made("教育局", city)) == "name_taken"
    assert cast.refusal(lambda: made(top.name)) == "name_taken"


def test_two_units_have_two_codes() -> None:
    _top, city, _bureau = province()
    assert cast.refusal(lambda: made("另一市", city, code="990100")) == "code_taken"


def test_moving_a_unit_takes_the_right_at_both_ends() -> None:
    top, city, bureau = province()
    other = made("云溪市", top)
    by = manager_of(city)
    assert cast.refusal(lambda: organisations.move(bureau, parent=other, by=by)) == "not_yours"
    by = manager_of(other)
    organisations.move(bureau, parent=other, by=by)
    bureau.refresh_from_db()
    assert bureau.path == f"{other.path}{bureau.pk}/"
    assert last_act() == ("organisation.moved", {"parent": ("清江市", "云溪市")})


def test_the_manager_of_one_unit_does_not_move_it_out_of_the_branch_above() -> None:
    top, city, bureau = province()
    by = manager_of(bureau)
    below = made("科室", bureau)
    assert cast.refusal(lambda: organisations.move(bureau, parent=below, by=by)) == "not_yours"
    assert cast.refusal(lambda: organisations.move(city, parent=top, by=by)) == "not_yours"


def test_a_branch_moves_as_a_whole_and_never_below_itself() -> None:
    top, city, bureau = province()
    assert cast.refusal(lambda: organisations.move(top, parent=bureau, by=SYSTEM)) == "below_itself"
    other = made("云岭省")
    organisations.move(city, parent=other, by=SYSTEM)
    bureau.refresh_from_db()
    assert bureau.path == f"{other.path}{city.pk}/{bureau.pk}/"


def test_a_unit_is_closed_from_below_and_takes_nothing_new() -> None:
    _top, city, bureau = province()
    assert cast.refusal(lambda: organisations.close(city, by=SYSTEM)) == "units_below"
    organisations.close(bureau, by=SYSTEM, reason="并入市教委")
    assert last_act() == ("organisation.closed", {})
    assert cast.refusal(lambda: made("科室", bureau)) == "unit_closed"
    organisations.reopen(bureau, by=SYSTEM)
    assert made("科室", bureau).parent == bureau


@pytest.mark.parametrize(
    ("code", "shape"),
    [
        ("330106", True),
        ("330106001", True),
        ("330106001002", True),
        ("33010", False),
        ("3301060", False),
        ("33010a", False),
    ],
)
def test_a_code_has_six_nine_or_twelve_digits(code: str, shape: bool) -> None:
    assert places.is_code(code) is shape


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("330000", "province"),
        ("330100", "city"),
        ("330106", "county"),
        ("330106001", "township"),
        ("330106001002", "township"),
        ("330100000000", "city"),
    ],
)
def test_a_code_says_its_level(code: str, level: str) -> None:
    assert places.level_of(code) == level


def test_a_code_that_does_not_fit_is_a_doubt_and_no_error() -> None:
    _top, city, _bureau = province()
    county = made("临江区", city, level="county", code="980102")
    assert places.doubts(county, city) == [
        "The code 980102 does not begin like that of 清江市 (990100). Please check it."
    ]
    assert places.doubts(made("滨江区", city, level="county", code="990103"), city) == []


def test_a_unit_is_named_by_code_by_name_or_by_the_names_above() -> None:
    top, city, bureau = province()
    other = made("教育局", made("云溪市", top))
    assert tree.named("990100") == [city]
    assert {unit.pk for unit in tree.named("教育局")} == {bureau.pk, other.pk}
    assert tree.named("云溪市/教育局") == [other]
    assert tree.named("江州省/清江市/教育局") == [bureau]
    assert tree.named("没有的局") == []


def test_the_tree_is_walked_level_by_level(client: Client) -> None:
    top, city, bureau = province()
    client.force_login(_user(system()))
    page = client.get("/office/units/", headers=EN)
    assert [row["unit"] for row in page.context["rows"]] == [top]
    assert "2 units below" in page.content.decode()
    page = client.get(f"/office/units/{city.pk}/", headers=EN)
    assert [each.name for each in page.context["above"]] == [top.name]
    assert [row["unit"] for row in page.context["rows"]] == [bureau]


def test_units_are_found_by_name_and_by_code(client: Client) -> None:
    top, city, bureau = province()
    client.force_login(_user(system()))
    for words, units in (("教育", [bureau]), ("9901", [city]), ("9900", [top])):
        page = client.get("/office/units/", {"q": words}, headers=EN)
        assert [row["unit"] for row in page.context["rows"]] == units


def test_the_pages_of_units_cost_the_same_for_one_and_for_many(client: Client) -> None:
    _top, city, _bureau = province()
    client.force_login(_user(system()))
    addresses = (f"/office/units/{city.pk}/", "/office/units/", "/office/units/?q=局")
    costs = [_cost(client, address) for address in addresses]
    for n in range(3):
        made(f"第 {n} 局", city)
        made(f"第 {n} 省")
    assert [_cost(client, address) for address in addresses] == costs


def _cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, headers=EN).status_code == 200
    return len(queries)


def test_adding_by_the_page_keeps_what_was_typed_and_names_the_error(client: Client) -> None:
    _top, city, _bureau = province()
    client.force_login(_user(manager_of(city)))
    sent = {**details("新局", code="12345", phone="0571-88")}
    page = client.post(f"/office/units/new/?in={city.pk}", sent, headers=EN)
    assert page.status_code == 422
    body = page.content.decode()
    assert "An administrative code has 6, 9 or 12 digits." in body
    assert 'value="0571-88"' in body
    page = client.post(f"/office/units/new/?in={city.pk}", {**sent, "code": ""}, headers=EN)
    unit = Organisation.objects.get(name="新局")
    assert page.headers["Location"] == f"/office/units/{unit.pk}/"


def test_a_name_that_is_taken_is_said_beside_the_name(client: Client) -> None:
    _top, city, _bureau = province()
    client.force_login(_user(manager_of(city)))
    page = client.post(f"/office/units/new/?in={city.pk}", details("教育局"), headers=EN)
    assert page.context["form"].errors["name"] == [
        "There is a unit of this name at this place already."
    ]


def test_a_unit_is_edited_moved_closed_and_opened_by_its_page(client: Client) -> None:
    top, _city, bureau = province()
    made("云溪市", top)
    client.force_login(_user(system()))
    at = f"/office/units/{bureau.pk}/"
    assert client.get(f"{at}edit/", headers=EN).status_code == 200
    assert client.post(f"{at}edit/", details("市教育局"), headers=EN).status_code == 302
    assert client.get(f"{at}move/", headers=EN).status_code == 200
    assert client.post(f"{at}move/", {"parent": "云溪市"}, headers=EN).status_code == 302
    assert client.post(f"{at}close/", {"reason": "合并"}, headers=EN).status_code == 302
    bureau.refresh_from_db()
    assert (bureau.name, bureau.parent, bureau.active) == (
        "市教育局",
        Organisation.objects.get(name="云溪市"),
        False,
    )
    assert "closed" in client.get(at, headers=EN).content.decode()
    client.post(f"{at}close/", headers=EN)
    bureau.refresh_from_db()
    assert bureau.active


def test_a_place_that_fits_several_units_is_asked_about(client: Client) -> None:
    top, city, _bureau = province()
    made("教育局", made("云溪市", top))
    unit = made("考试院", city)
    client.force_login(_user(system()))
    page = client.post(f"/office/units/{unit.pk}/move/", {"parent": "教育局"}, headers=EN)
    assert page.context["form"].errors["parent"] == [
        "Several units are called so: 江州省 / 清江市 / 教育局, 江州省 / 云溪市 / 教育局."
        " Please write the one above first."
    ]
