"""The schedule: narrowed by what one looks for, by addresses that can be passed on."""

from __future__ import annotations

import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Organisation
from sessions_app import filters
from sessions_app.models import Session
from sessions_app.services import lifecycle, planning
from tests import cast, public_people

pytestmark = pytest.mark.django_db


def titles(client: Client, query: str) -> list[str]:
    page = client.get(f"/sessions/?{query}").content.decode()
    return re.findall(r'<a class="plain whole" href="/sessions/[^"]+"[^>]*>([^<]+)</a>', page)


def test_each_filter_leaves_what_it_says(client: Client) -> None:
    city, county = public_people.tree()
    chen = public_people.leader()
    public_people.coming("公交", leader=chen, topic="livelihood")
    public_people.coming("入学", days=40, organisation=county)
    assert titles(client, "") == ["公交", "入学"]
    assert titles(client, f"unit={city.pk}") == ["公交", "入学"]
    assert titles(client, f"unit={county.pk}") == ["入学"]
    assert titles(client, f"leader={chen.pk}") == ["公交"]
    assert titles(client, "topic=livelihood") == ["公交"]
    assert titles(client, "q=学") == ["入学"]
    until = timezone.localdate() + timedelta(days=10)
    assert titles(client, f"to={until}") == ["公交"]
    assert titles(client, f"from={until}") == ["入学"]
    assert titles(client, f"unit={city.pk}&topic=livelihood&q=公&leader={chen.pk}") == ["公交"]
    assert titles(client, f"unit={county.pk}&leader={chen.pk}") == []


def test_the_tabs_hold_what_is_coming_live_over_and_cancelled(client: Client) -> None:
    public_people.coming("要来的")
    cast.make_session(title="正在的")
    cast.make_session("ended", title="过去的")
    public_people.coming("取消的", state="cancelled")
    assert titles(client, "when=coming") == ["要来的", "取消的"]
    assert titles(client, "when=live") == ["正在的"]
    assert titles(client, "when=past") == ["过去的"]
    assert titles(client, "when=cancelled") == ["取消的"]
    assert set(titles(client, "when=all")) == {"要来的", "正在的", "过去的", "取消的"}


def test_nothing_that_is_not_public_is_on_any_tab(client: Client) -> None:
    public_people.coming("还在筹备", state="draft")
    draft = public_people.coming("没公布就取消", state="draft")
    lifecycle.cancel(draft, by=cast.host(), reason="内部原因")
    cast.make_session("live", title="只是彩排", rehearsal=True)
    for when in filters.WHENS:
        assert titles(client, f"when={when}") == []


def test_a_cancelled_session_says_why_and_a_moved_one_when_it_was(client: Client) -> None:
    cancelled = public_people.coming("取消的")
    lifecycle.cancel(cancelled, by=cast.host(), reason="局长另有紧急公务")
    moved = public_people.coming("改期的")
    was = timezone.localtime(moved.starts_at)
    later = moved.starts_at + timedelta(days=2)
    planning.postpone(moved, starts_at=later, ends_at=later + timedelta(hours=1))
    page = client.get("/sessions/", headers={"Accept-Language": "en"}).content.decode()
    assert "Reason: 局长另有紧急公务" in page
    assert f"Moved: it was {was.day} {was:%b}" in page
    assert f"{was:%H:%M}" in page


def test_a_name_that_was_typed_becomes_the_address_of_what_it_means(client: Client) -> None:
    city, _county = public_people.tree()
    answer = client.get("/sessions/?when=coming&q=&unit_name=交通运输&leader_name=&from=&to=")
    assert answer.status_code == 302
    assert answer["Location"] == f"/sessions/?when=coming&unit={city.pk}"


def test_a_name_that_several_have_is_asked_about_and_the_other_filters_stay(
    client: Client,
) -> None:
    city, county = public_people.tree()
    other = Organisation.objects.create(name="云岭县教育局", parent=county)
    page = client.get("/sessions/?q=公&unit_name=云岭县教育局&leader_name=").content.decode()
    for row in (county, other):
        assert f"q=%E5%85%AC&amp;unit={row.pk}" in page
    assert city.name in page


def test_a_name_that_nobody_has_is_said_in_words(client: Client) -> None:
    page = client.get(
        "/sessions/?unit_name=&leader_name=无此人", headers={"Accept-Language": "en"}
    ).content.decode()
    assert "No leader is called “无此人”" in page


def test_the_chosen_filters_can_each_be_left_out(client: Client) -> None:
    chen = public_people.leader()
    page = client.get(f"/sessions/?q=公交&leader={chen.pk}").content.decode()
    assert f'href="?when=coming&amp;leader={chen.pk}"' in page
    assert 'href="?when=coming&amp;q=%E5%85%AC%E4%BA%A4"' in page
    assert 'href="?when=coming"' in page


@pytest.mark.parametrize(
    "query",
    ["unit=999999999999999999999", "unit=-1", "unit=²", "from=2026-02-30", "topic=%00", "q=%00",
     "page=x", "when=x", "leader=a&from=x&to=2026-01-01"],
)  # fmt: skip
def test_what_cannot_be_read_is_as_if_it_were_not_there(client: Client, query: str) -> None:
    public_people.coming("公交", days=-30)
    assert client.get(f"/sessions/?{query}").status_code == 200


def test_this_week_begins_on_monday_and_this_month_on_the_first() -> None:
    week = filters.days_of(filters.Filters(period="week"))
    month = filters.days_of(filters.Filters(period="month"))
    assert week[0] is not None
    assert week[1] is not None
    assert (week[0].weekday(), week[1] - week[0]) == (0, timedelta(days=6))
    assert month[0] is not None
    assert month[1] is not None
    assert month[0].day == 1
    assert (month[1] + timedelta(days=1)).day == 1
    assert week[0] <= timezone.localdate() <= week[1]


@pytest.mark.parametrize("when", ["coming", "past", "all"])
def test_three_rows_cost_as_many_queries_as_one(client: Client, when: str) -> None:
    state = "ended" if when == "past" else "announced"
    chen = public_people.leader()
    address = f"/sessions/?when={when}&leader={chen.pk}"
    public_people.coming("一", state=state, leader=chen)
    client.get(address)
    with CaptureQueriesContext(connection) as with_one:
        client.get(address)
    for title in ("二", "三"):
        public_people.coming(title, state=state, leader=chen)
    with CaptureQueriesContext(connection) as with_three:
        client.get(address)
    assert len(with_three) == len(with_one)


def test_a_filtered_schedule_is_the_same_for_everyone_and_may_be_kept(client: Client) -> None:
    public_people.coming("公交")
    stranger = client.get("/sessions/?q=公交&when=all")
    client.force_login(cast.person("alice", "江边骑行者"))
    known = client.get("/sessions/?q=公交&when=all")
    assert known.content == stranger.content
    assert "public" in known["Cache-Control"]
    assert not known.cookies


def test_the_api_has_the_same_filters(client: Client) -> None:
    city, county = public_people.tree()
    chen = public_people.leader()
    session = public_people.coming("公交", leader=chen, topic="livelihood")
    public_people.coming("入学", days=40, organisation=county)
    found = client.get(f"/api/v1/sessions?unit={city.pk}&leader={chen.pk}&topic=livelihood").json()
    assert [row["number"] for row in found["rows"]] == [session.number]
    assert (found["count"], found["next"]) == (1, None)
    assert found["rows"][0]["guests"] == [
        {"name": cast.LEADER.name, "post": cast.LEADER.post, "leader": chen.pk}
    ]
    until = timezone.localdate() + timedelta(days=10)
    assert client.get(f"/api/v1/sessions?from={until}").json()["count"] == 1
    assert client.get("/api/v1/sessions?page=2").json()["rows"] == []
    assert client.get("/api/v1/sessions?when=draft").status_code == 422


def test_sessions_from_before_are_told_by_their_logs() -> None:
    """What the rows could not say yet, the migration read from the log."""
    moved, cancelled = public_people.coming("改期的"), public_people.coming("取消的")
    draft = public_people.coming("还在筹备", state="draft")
    later = moved.starts_at + timedelta(days=2)
    planning.postpone(moved, starts_at=later, ends_at=later + timedelta(hours=1))
    lifecycle.cancel(cancelled, by=cast.host(), reason="局长另有公务")
    names = ("announced_at", "announced_for", "changed_at", "cancel_reason")
    rows = Session.objects.order_by("pk")
    before = list(rows.values("pk", *names))
    rows.update(announced_at=None, announced_for=None, changed_at=None, cancel_reason="")
    import_module("sessions_app.migrations.0006_what_had_changed_when").fill(apps, None)
    assert list(rows.values("pk", *names)) == before
    draft.refresh_from_db()
    assert draft.announced_for is None
