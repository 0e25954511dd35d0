"""Who may plan: own branch, foreign branch, the auditor, everybody else, on every page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from log.models import Event
from sessions_app.models import Session
from tests import cast, planners

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

READ = ("", "guests/", "people/", "papers/")
WRITE = ("edit/", "announce/", "cancel/", "clone/")
OF_SESSION = (*READ, *WRITE, "postpone/")
SECRET = "还没有公布的主题"


def address(session: Session, place: str) -> str:
    return f"/office/sessions/{session.number}/{place}"


def of_below(state: str) -> Session:
    return cast.make_session(
        state,
        title=SECRET,
        organisation=planners.below(),
        starts_at=planners.in_days(5),
        ends_at=planners.in_days(5, 16),
    )


@pytest.mark.parametrize("place", OF_SESSION)
@pytest.mark.parametrize("somebody", [planners.stranger, cast.host, cast.netizen])
def test_a_session_of_another_branch_is_not_there(
    place: str, somebody: Callable[[], object]
) -> None:
    session = of_below("announced" if place == "postpone/" else "draft")
    somebody()
    client = Client()
    name = {planners.stranger: "jun", cast.host: "erik", cast.netizen: "alice"}[somebody]
    client.force_login(cast.person(name))
    before = Event.objects.count()

    for answer in (client.get(address(session, place)), client.post(address(session, place))):
        assert answer.status_code == 404
        assert SECRET not in answer.content.decode()
    assert Event.objects.count() == before


@pytest.mark.parametrize("place", OF_SESSION)
def test_the_right_holds_in_the_units_below(place: str) -> None:
    session = of_below("announced" if place == "postpone/" else "draft")

    assert planners.client().get(address(session, place)).status_code == 200


@pytest.mark.parametrize("place", OF_SESSION)
def test_strangers_are_asked_to_sign_in(place: str) -> None:
    session = of_below("draft")
    answer = Client().get(address(session, place))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=/office/sessions/")


@pytest.mark.parametrize("place", ["", "guests/", "people/", "papers/"])
def test_the_auditor_reads(place: str) -> None:
    session = of_below("draft")
    words = planners.client(planners.auditor()).get(address(session, place)).content.decode()

    assert SECRET in words
    assert "<button" not in words.split('id="main"')[1].split("<footer")[0]


@pytest.mark.parametrize("place", OF_SESSION)
def test_the_auditor_changes_nothing(place: str) -> None:
    session = of_below("announced" if place == "postpone/" else "draft")
    client, before = planners.client(planners.auditor()), Event.objects.count()
    answer = client.post(address(session, place), planners.form(reason="x", name="x", post="y"))

    assert answer.status_code == 403
    assert Event.objects.count() == before


@pytest.mark.parametrize("place", OF_SESSION)
def test_a_rehearsal_has_no_office_page(place: str) -> None:
    session = cast.make_session("draft", rehearsal=True)

    assert planners.client().get(address(session, place)).status_code == 404


def everybody() -> dict[str, User]:
    return {
        "planner": planners.planner(),
        "stranger": planners.stranger(),
        "auditor": planners.auditor(),
        "operator": planners.operator(),
        "netizen": cast.person("alice"),
    }


@pytest.mark.parametrize(
    ("place", "welcome"),
    [
        ("/office/sessions/", {"planner", "stranger", "auditor"}),
        ("/office/sessions/new/", {"planner", "stranger", "auditor"}),
        ("/office/topics/", {"operator", "auditor"}),
        ("/office/topics/new/", {"operator", "auditor"}),
        ("/office/topics/1/", {"operator", "auditor"}),
    ],
)
def test_the_lists_are_seen_by_those_whose_they_are(place: str, welcome: set[str]) -> None:
    seen = {
        name: planners.client(user).get(place).status_code for name, user in everybody().items()
    }

    assert seen == {name: 200 if name in welcome else 404 for name in seen}


def test_the_schedule_holds_the_sessions_of_ones_branch_only() -> None:
    of_below("draft")
    list_of = "/office/sessions/?tab=drafts"

    assert SECRET in planners.client().get(list_of).content.decode()
    assert SECRET not in planners.client(planners.stranger()).get(list_of).content.decode()
    assert SECRET in planners.client(planners.auditor()).get(list_of).content.decode()


def test_a_session_is_planned_in_ones_own_units_only() -> None:
    foreign = planners.other_city()
    sent = planners.form(unit_words=foreign.name, unit=str(foreign.pk))
    answer = planners.client().post("/office/sessions/new/", sent)

    assert answer.status_code == 422
    assert "None of your units is called like this" in answer.content.decode()
    assert not Session.objects.exists()


def test_a_session_moves_to_a_unit_only_with_the_right_in_both() -> None:
    session = planners.draft()
    sent = planners.form(version=str(session.version), unit_words=planners.other_city().name)
    where = address(session, "edit/")

    assert planners.client().post(where, sent).status_code == 422
    planners._with_right("iris", planners.other_city())
    assert planners.client().post(where, sent).status_code == 302
    session.refresh_from_db()
    assert session.organisation == planners.other_city()
