"""Leaders and the posts they hold: entered, changed, ended and moved by who keeps the unit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Leader, Organisation, Tenure, User
from accounts.principals import SYSTEM, Principal
from accounts.services import audit, leaders, organisations, rights
from accounts.services.leaders import Person, Post
from log.models import Event
from tests import cast
from tests.casepages import EN
from tests.uploaded import file, picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def unit(name: str) -> Organisation:
    return Organisation.objects.get_or_create(name=name, parent=cast.city())[0]


def person(name: str = "周岚", **more: object) -> Person:
    told: Person = {"name": name, "biography": "", "user": None, "portrait": None}
    return {**told, **more}  # type: ignore[typeddict-item]


def post(name: str = "局长", **more: object) -> Post:
    told: Post = {
        "post": name,
        "since": date(2024, 3, 1),
        "until": None,
        "spokesperson": False,
        "place": 1,
    }
    return {**told, **more}  # type: ignore[typeddict-item]


def leader(name: str = "周岚", at: str = "公交管理处") -> Leader:
    return leaders.create(person(name), unit=unit(at), by=SYSTEM, **post())


def manager_of(name: str) -> Principal:
    rights.give(cast.person("ines"), "manage", unit(name), by=SYSTEM)
    return cast.who(cast.person("ines"))


def acts() -> list[str]:
    rows = Event.objects.filter(stream=audit.stream()).order_by("seq")
    return [row.data["act"] for row in rows if row.data]


def test_a_leader_comes_with_a_post() -> None:
    made = leaders.create(person(), unit=unit("甲处"), by=manager_of("甲处"), **post())
    held = made.tenures.get()
    assert (held.post, held.since, held.until) == ("局长", date(2024, 3, 1), None)
    assert acts()[-2:] == ["leader.created", "tenure.created"]


def test_nobody_enters_a_leader_elsewhere() -> None:
    by = manager_of("甲处")
    enter = lambda: leaders.create(person(), unit=unit("乙处"), by=by, **post())  # noqa: E731
    assert cast.refusal(enter) == "not_yours"
    assert not Leader.objects.exists()


def test_a_closed_unit_gets_no_leader() -> None:
    organisations.close(unit("甲处"), by=SYSTEM)
    assert cast.refusal(lambda: leader(at="甲处")) == "unit_closed"


def test_a_leader_is_changed_by_who_keeps_the_unit_they_are_in_office_in() -> None:
    one = leader(at="甲处")
    leaders.change(one, person(biography="生于一九七五年。"), by=manager_of("甲处"))
    assert acts()[-1] == "leader.changed"
    other = leader("吴涛", at="乙处")
    change = lambda: leaders.change(other, person("吴涛改"), by=manager_of("甲处"))  # noqa: E731
    assert cast.refusal(change) == "not_yours"


def test_who_kept_a_former_post_does_not_change_the_leader() -> None:
    one = leader(at="甲处")
    by = manager_of("甲处")
    leaders.move(one.tenures.get(), unit=unit("乙处"), post="处长", on=date(2026, 1, 1), by=SYSTEM)
    assert cast.refusal(lambda: leaders.change(one, person("改"), by=by)) == "not_yours"


def test_ending_a_post_keeps_it() -> None:
    one = leader(at="甲处")
    held = one.tenures.get()
    leaders.change_post(held, by=manager_of("甲处"), **post(until=date(2026, 5, 1)))
    held.refresh_from_db()
    assert held.until == date(2026, 5, 1)
    assert acts()[-1] == "tenure.ended"


def test_a_post_does_not_end_before_it_began() -> None:
    held = leader().tenures.get()
    end = lambda: leaders.change_post(held, by=SYSTEM, **post(until=date(2020, 1, 1)))  # noqa: E731
    assert cast.refusal(end) == "ends_too_early"


def test_going_to_another_post_is_one_act() -> None:
    one = leader(at="甲处")
    before = len(acts())
    day = date(2026, 6, 1)
    leaders.move(one.tenures.get(), unit=unit("乙处"), post="处长", on=day, by=SYSTEM)
    old, new = one.tenures.order_by("pk")
    assert (old.until, new.since, new.post, new.organisation) == (day, day, "处长", unit("乙处"))
    assert acts()[before:] == ["tenure.moved"]


def test_going_to_another_post_takes_the_right_in_both_units() -> None:
    one = leader(at="甲处")
    by = manager_of("甲处")
    go = lambda: leaders.move(  # noqa: E731
        one.tenures.get(), unit=unit("乙处"), post="处长", on=date(2026, 6, 1), by=by
    )
    assert cast.refusal(go) == "not_yours"
    assert one.tenures.get().until is None


def test_one_account_is_one_leader() -> None:
    fang = cast.person("fang")
    leaders.create(person(user=fang), unit=unit("甲处"), by=SYSTEM, **post())
    again = lambda: leaders.create(  # noqa: E731
        person("吴涛", user=fang), unit=unit("甲处"), by=SYSTEM, **post()
    )
    assert cast.refusal(again) == "account_taken"


def system(client: Client) -> Client:
    sun = cast.person("sun")
    rights.set_duty(sun, "system", by=SYSTEM)
    client.force_login(User.objects.get(pk=sun.pk))
    return client


def sent(**more: object) -> dict[str, object]:
    told = {"name": "周岚", "biography": "生平", "user": "", "post": "局长", "unit": "甲处"}
    return {**told, "since": "2024-03-01", "until": "", "place": "1", **more}


def test_a_leader_is_entered_by_the_page_with_a_portrait(client: Client) -> None:
    unit("甲处")
    page = system(client).post(
        "/office/leaders/new/", sent(portrait=file(picture()), spokesperson="on"), headers=EN
    )
    made = Leader.objects.get(name="周岚")
    assert page.headers["Location"] == f"/office/leaders/{made.pk}/"
    assert str(made.portrait.name).startswith("portraits/")
    assert made.tenures.get().spokesperson
    body = client.get(f"/office/leaders/{made.pk}/", headers=EN).content.decode()
    assert "Portrait of 周岚" in body
    client.post(f"/office/leaders/{made.pk}/portrait/", headers=EN)
    made.refresh_from_db()
    assert not made.portrait


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(client: Client) -> None:
    page = system(client).post(
        "/office/leaders/new/", sent(unit="没有的处", until="2020-01-01"), headers=EN
    )
    assert page.status_code == 422
    body = page.content.decode()
    assert "There is no unit “没有的处”." in body
    assert "A post ends on the day it began, or later." in body
    assert 'value="周岚"' in body
    assert not Leader.objects.exists()


def test_posts_are_changed_ended_and_moved_by_the_page(client: Client) -> None:
    one = leader(at="甲处")
    held = one.tenures.get()
    at = f"/office/posts/{held.pk}/"
    system(client)
    assert client.get(at, headers=EN).status_code == 200
    client.post(at, sent(post="副局长"), headers=EN)
    held.refresh_from_db()
    assert held.post == "副局长"
    unit("乙处")
    move = {"do": "move", "unit": "乙处", "post": "处长", "on": "2020-01-01"}
    page = client.post(at, move, headers=EN)
    assert page.context["move"].errors["on"] == ["A post ends on the day it began, or later."]
    assert client.post(at, {**move, "on": "2026-06-01"}, headers=EN).status_code == 302
    assert [each.post for each in one.tenures.order_by("pk")] == ["副局长", "处长"]
    body = client.get(f"/office/leaders/{one.pk}/", headers=EN).content.decode()
    assert body.index("处长") < body.index("副局长")


def test_a_leader_gets_one_more_post_by_the_page(client: Client) -> None:
    one = leader(at="甲处")
    at = f"/office/leaders/{one.pk}/posts/new/"
    assert system(client).get(at, headers=EN).status_code == 200
    assert client.post(at, sent(post="书记"), headers=EN).status_code == 302
    assert one.tenures.count() == 2


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["吴涛", "周岚"]),
        ("?show=former", ["郑和平"]),
        ("?show=all", ["吴涛", "周岚", "郑和平"]),
        ("?q=周", ["周岚"]),
    ],
)
def test_leaders_are_found_by_name_and_by_whether_they_are_in_office(
    client: Client, query: str, names: list[str]
) -> None:
    for name, at in (("周岚", "甲处"), ("吴涛", "乙处"), ("郑和平", "乙处")):
        leader(name, at)
    Tenure.objects.filter(leader__name="郑和平").update(until=date(2025, 1, 1))
    page = system(client).get(f"/office/leaders/{query}", headers=EN)
    assert sorted(each.name for each in page.context["page"]) == sorted(names)


def test_whoever_leaves_some_day_is_in_office_until_then(client: Client) -> None:
    system(client)
    here = leader("赵远")
    Tenure.objects.filter(leader=here).update(until=timezone.localdate())
    assert b"/office/leaders/%d/" % here.pk in client.get("/office/leaders/").content
    assert b"in office" in client.get(f"/office/leaders/{here.pk}/", headers=EN).content
    Tenure.objects.filter(leader=here).update(until=timezone.localdate() - timedelta(days=1))
    assert b"/office/leaders/%d/" % here.pk not in client.get("/office/leaders/").content
    assert b"in office" not in client.get(f"/office/leaders/{here.pk}/", headers=EN).content


def test_leaders_are_found_by_their_unit_and_those_below_it(client: Client) -> None:
    leader("周岚", "甲处")
    leader("吴涛", "乙处")
    system(client)
    one = client.get(f"/office/leaders/?unit={unit('甲处').pk}", headers=EN)
    assert [each.name for each in one.context["page"]] == ["周岚"]
    both = client.get(f"/office/leaders/?unit={cast.city().pk}", headers=EN)
    assert len(both.context["page"]) == 2


def test_the_pages_of_leaders_cost_the_same_for_one_and_for_many(client: Client) -> None:
    one = leader("周岚", "甲处")
    system(client)

    def cost() -> list[int]:
        counts = []
        for address in ("/office/leaders/", f"/office/leaders/{one.pk}/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address, headers=EN).status_code == 200
            counts.append(len(queries))
        return counts

    before = cost()
    for n in range(3):
        leader(f"某人{n}", f"{n}处")
        leaders.appoint(one, unit=unit(f"{n}处"), by=SYSTEM, **post())
    assert cost() == before
