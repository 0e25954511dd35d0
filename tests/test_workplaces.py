"""Where somebody works: found again from every page, by nobody else, in few queries."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from guardian.shortcuts import assign_perm

from accounts.models import Duty, User
from accounts.principals import Principal
from dialogue.services import closing
from frontend.desks import DESKS
from sessions_app import rules, workplaces
from sessions_app.models import Session
from tests import casework, cast

pytestmark = pytest.mark.django_db


def coming(title: str, days: int = 5) -> Session:
    start = timezone.now() + timedelta(days=days)
    return cast.make_session(
        "announced", title=title, starts_at=start, ends_at=start + timedelta(hours=1)
    )


def titles(who: Principal | None) -> list[str]:
    return [place.session.title for place in workplaces.of(who, timezone.now())]


def own_page(username: str) -> str:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(cast.person(username))
    return client.get("/me/").content.decode()


# --- Which sessions -------------------------------------------------------------


def test_what_is_on_air_comes_first_then_what_is_coming_soonest_first() -> None:
    coming("下周", days=7)
    coming("明天", days=1)
    cast.make_session("paused", title="此刻")
    assert titles(cast.moderator()) == ["此刻", "明天", "下周"]


def test_a_rehearsal_is_a_place_to_work_a_draft_and_a_cancelled_plan_are_not() -> None:
    cast.make_session("live", title="彩排", rehearsal=True)
    cast.make_session("draft", title="筹备")
    cast.make_session("cancelled", title="取消")
    assert titles(cast.host()) == ["彩排"]


def test_what_has_ended_stays_for_a_day_because_its_record_is_still_corrected() -> None:
    session = cast.make_session(title="刚结束")
    closing.end_session(session, by=cast.host())
    assert titles(cast.stenographer()) == ["刚结束"]
    assert workplaces.of(cast.stenographer(), timezone.now() + timedelta(days=2)) == []


def test_strangers_guests_and_people_without_a_part_work_nowhere() -> None:
    cast.make_session()
    for who in (None, cast.guest(), cast.netizen()):
        assert titles(who) == []


def test_a_right_of_a_group_counts_and_one_of_another_kind_does_not() -> None:
    session = cast.make_session()
    group = Group.objects.create(name="审核组")
    cast.person("alice").groups.add(group)
    assign_perm("sessions_app.view_session", cast.person("bob"), session)
    assign_perm("sessions_app.moderate_session", group, session)
    assert rules.rights(cast.netizen(), session) == {"moderate"}
    assert rules.rights(cast.neighbour(), session) == frozenset()
    assert titles(cast.netizen()) == [session.title]
    assert titles(cast.neighbour()) == []


def test_three_places_cost_as_many_queries_as_one() -> None:
    coming("甲")
    who = cast.moderator()
    with CaptureQueriesContext(connection) as with_one:
        assert len(titles(who)) == 1
    coming("乙")
    coming("丙")
    with CaptureQueriesContext(connection) as with_three:
        assert len(titles(who)) == 3
    assert len(with_one) == len(with_three) == 2


# --- The way there --------------------------------------------------------------


@pytest.mark.parametrize(
    ("username", "desk"),
    [
        ("charlie", "desk"),
        ("erik", "host"),
        ("fang", "console"),
        ("gao", "steno"),
        ("hong", "desk"),
    ],
)
def test_ones_own_page_leads_everybody_to_the_desk_that_is_theirs(username: str, desk: str) -> None:
    session = cast.make_session()
    page = own_page(username)
    assert "Where you work" in page
    found = re.findall(rf'href="(/sessions/{session.number}/(?:desk|host|steno|console)/)"', page)
    assert found == [f"/sessions/{session.number}/{desk}/"]
    client = Client()
    client.force_login(cast.person(username))
    assert client.get(found[0]).status_code == 200


def test_every_right_has_a_desk_and_every_desk_lets_its_people_in() -> None:
    assert {right for desk in DESKS for right in desk.rights} == rules.STAFF
    let_in = (rules.may_run, rules.may_run, rules.may_answer, rules.may_see_draft)
    for desk, may in zip(DESKS, (*let_in, rules.may_see_desk), strict=True):
        assert all(may({right}) for right in desk.rights), desk.place


def test_a_case_handlers_page_leads_to_the_cases_that_wait() -> None:
    casework.handler(username="jin")
    assert "0 cases to be answered" in own_page("jin")
    casework.received()
    page = own_page("jin")
    assert 'href="/cases/handling/"' in page
    assert "1 case to be answered" in page


@pytest.mark.parametrize("right", ["manage_organisation", "plan_sessions", "handle_cases"])
def test_the_page_of_whoever_has_a_right_in_a_unit_leads_to_the_office(right: str) -> None:
    assign_perm(f"accounts.{right}", cast.person("alice"), cast.city())
    assert 'href="/office/"' in own_page("alice")


def test_the_page_of_whoever_has_a_duty_leads_to_the_office() -> None:
    User.objects.filter(pk=cast.person("alice").pk).update(duty=Duty.AUDIT)
    page = own_page("alice")
    assert 'href="/office/"' in page
    assert "Where you work" in page


def test_a_desks_menu_leads_to_the_office_and_the_office_lets_its_people_in() -> None:
    session = cast.make_session()
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(cast.person("charlie"))
    assert 'href="/office/"' in client.get(f"/sessions/{session.number}/desk/").content.decode()
    assert client.get("/office/").status_code == 200


def test_a_netizens_page_says_nothing_of_desks() -> None:
    cast.ask(cast.make_session(), "末班车能不能晚一点?")
    page = own_page("alice")
    assert "末班车能不能晚一点?" in page
    assert [
        word
        for word in ("Where you work", "/desk/", "/host/", "/steno/", "/handling/", "/office/")
        if word in page
    ] == []


def test_the_live_page_holds_every_way_hidden_and_is_the_same_for_all() -> None:
    session = cast.make_session()
    source = Client().get(f"/sessions/{session.number}/").content.decode()
    bar = source.split("data-desks", 1)[1].split("</nav>", 1)[0]
    ways = re.findall(r'data-rights="([\w ]+)" href="/sessions/\d+/(\w+)/" hidden', bar)
    assert ways == [
        ("host", "host"),
        ("transcribe", "steno"),
        ("answer", "console"),
        ("transcribe", "drafts"),
        ("moderate observe", "desk"),
    ]
