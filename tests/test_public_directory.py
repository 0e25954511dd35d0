"""The pages of leaders, organisations and topics: who answers, and what was answered."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Leader, Organisation, Tenure
from archive import clock as archive_clock
from dialogue import queries as dialogue
from dialogue.services import closing
from sessions_app.models import Topic
from sessions_app.services import wishes
from tests import cast, public_people

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    answer = client.get(address, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_leader_has_posts_now_and_before_a_biography_and_sessions(client: Client) -> None:
    chen = public_people.leader(spokesperson=True)
    Tenure.objects.create(
        leader=chen,
        organisation=cast.city(),
        post="副局长",
        since=date(2020, 1, 1),
        until=date(2024, 2, 29),
    )
    coming = public_people.coming("公交", leader=chen)
    public_people.coming("与他无关")
    past = cast.make_session(title="停车")
    past.guests.update(leader=chen)
    cast.answered(past)
    closing.end_session(past, by=cast.host())
    told = page(client, f"/leaders/{chen.pk}/")
    now, former = told.split("Former posts")
    assert "局长" in now
    assert "Spokesperson" in now
    assert "副局长" not in now
    assert "副局长" in former
    assert chen.biography in told
    assert f'href="/sessions/{coming.number}/"' in told
    assert f"/sessions/{past.number}/" in told
    assert "与他无关" not in told
    assert '<p class="count-line">1<small>question answered</small></p>' in told


def test_only_public_answers_of_this_leader_count() -> None:
    chen, other = public_people.leader(), public_people.leader("王敏")
    session = cast.make_session()
    session.guests.update(leader=chen)
    cast.answered(session)
    rehearsal = cast.make_session(rehearsal=True)
    rehearsal.guests.update(leader=chen)
    cast.answered(rehearsal)
    assert (dialogue.answered_by(chen), dialogue.answered_by(other)) == (1, 0)


def test_a_guest_who_has_a_page_is_linked_and_another_is_not(client: Client) -> None:
    chen = public_people.leader()
    session = public_people.coming("公交", leader=chen)
    for address in ("/sessions/", f"/units/{cast.city().pk}/"):
        assert f'href="/leaders/{chen.pk}/" lang="zh-Hans">{cast.LEADER.name}</a>' in page(
            client, address
        )
    session.guests.update(leader=None)
    assert f">{cast.LEADER.name}</a>" not in page(client, "/sessions/")


def test_leaders_are_found_by_name_and_by_post(client: Client) -> None:
    public_people.leader()
    public_people.leader("王敏", post="总工程师")
    assert "王敏" in page(client, "/leaders/")
    assert "陈立" not in page(client, "/leaders/?q=总工")
    assert "王敏" in page(client, "/leaders/?q=总工")
    assert "Nobody is called so" in page(client, "/leaders/?q=无此人")


def test_an_organisation_shows_its_place_its_people_and_the_sessions_below_it(
    client: Client,
) -> None:
    top, county = public_people.tree()
    Organisation.objects.filter(pk=county.pk).update(phone="0871-12345", working_hours="9:00–17:00")
    zhou = public_people.leader("周岚", organisation=county, post="局长", spokesperson=True)
    public_people.leader("前任", organisation=county, until=date(2025, 1, 1))
    session = public_people.coming("入学", organisation=county)
    told = page(client, f"/units/{county.pk}/")
    assert f'<a href="/units/{top.pk}/" lang="zh-Hans">{top.name}</a>' in told
    assert "0871-12345" in told
    assert "9:00–17:00" in told
    assert f'href="/leaders/{zhou.pk}/"' in told
    assert "前任" not in told
    above = page(client, f"/units/{top.pk}/")
    assert f'href="/sessions/{session.number}/"' in above
    assert f'<a href="/units/{county.pk}/" lang="zh-Hans">{county.name}</a>' in above
    assert "0871-12345" not in above


def test_an_organisation_that_was_dissolved_keeps_its_page_and_is_not_listed(
    client: Client,
) -> None:
    _top, county = public_people.tree()
    Organisation.objects.filter(pk=county.pk).update(active=False)
    assert "Dissolved" in page(client, f"/units/{county.pk}/")
    assert county.name not in page(client, "/units/?q=教育")


def test_a_topic_has_its_sessions_and_what_is_wished_for(client: Client) -> None:
    topic = Topic.objects.get(code="livelihood")
    public_people.coming("公交", topic="livelihood")
    public_people.coming("别的领域")
    wishes.suggest(cast.person("alice"), title="还没有审核的建议", topic=topic)
    told = page(client, "/topics/livelihood/")
    assert "公交" in told
    assert "别的领域" not in told
    assert "还没有审核的建议" not in told


@pytest.mark.parametrize("address", ["/leaders/9/", "/units/9999/", "/topics/none/"])
def test_what_does_not_exist_is_not_found(client: Client, address: str) -> None:
    for each in (address, f"{address}calendar.ics", f"{address}sessions.atom"):
        assert client.get(each).status_code == 404


@pytest.mark.parametrize(
    "address", ["/leaders/", "/leaders/{leader}/", "/units/", "/units/{unit}/"]
)
def test_three_of_a_kind_cost_as_many_queries_as_one(client: Client, address: str) -> None:
    chen = public_people.leader()
    address = address.format(leader=chen.pk, unit=cast.city().pk)

    def more(number: int) -> None:
        public_people.leader(f"第{number}位")
        public_people.coming(f"第{number}场", leader=chen)
        Organisation.objects.create(name=f"第{number}处", parent=cast.city())

    more(1)
    client.get(address)
    with CaptureQueriesContext(connection) as with_one:
        client.get(address)
    more(2)
    more(3)
    with CaptureQueriesContext(connection) as with_three:
        client.get(address)
    assert len(with_three) == len(with_one)


def test_the_api_knows_leaders_and_organisations(client: Client) -> None:
    top, county = public_people.tree()
    chen = public_people.leader()
    found = client.get("/api/v1/leaders?q=陈").json()["rows"]
    assert [(row["id"], row["posts"][0]["post"]) for row in found] == [(chen.pk, "局长")]
    one = client.get(f"/api/v1/leaders/{chen.pk}").json()
    assert (one["biography"], one["answered"], one["former"]) == (chen.biography, 0, [])
    (row,) = client.get("/api/v1/units?q=教育").json()["rows"]
    assert row == {
        "id": county.pk,
        "name": county.name,
        "level": "department",
        "parent": {"id": top.pk, "name": top.name},
    }
    unit = client.get(f"/api/v1/units/{top.pk}").json()
    assert [holder["name"] for holder in unit["holders"]] == [chen.name]
    assert client.get("/api/v1/units/99999").status_code == 404
    assert Leader.objects.count() == 1


@pytest.mark.parametrize("state", ["announced", "live", "archived"])
def test_names_on_a_sessions_own_pages_lead_to_the_leader(client: Client, state: str) -> None:
    chen = public_people.leader()
    session = public_people.coming(
        "公交", leader=chen, state=state if state != "archived" else "live"
    )
    if state == "archived":
        closing.end_session(session, by=cast.host())
        archive_clock.tick(timezone.now())
    answer = client.get(f"/sessions/{session.number}/", follow=True)
    assert f'href="/leaders/{chen.pk}/"' in answer.content.decode()
