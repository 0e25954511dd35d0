"""What should be in order before a session goes live, and what must be."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from dialogue import acts
from sessions_app import checklist, clock
from sessions_app.models import Session
from sessions_app.services import planning
from tests import cast, planners
from tests.planners import in_days

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def still_open(session: Session) -> dict[str, str]:
    session.refresh_from_db()
    return {point.key: point.words for point in checklist.still_open(session)}


def with_factor(*users: User, kind: str = "totp") -> None:
    for user in users:
        Authenticator.objects.create(user=user, type=kind, data={})


def test_a_bare_draft_lacks_everything_but_time() -> None:
    assert still_open(planners.draft()) == {
        "guests": "",
        "roles": "a host, a moderator, a leader with an account, or a stenographer",
        "rehearsal": "",
    }


def test_a_session_with_everything_lacks_nothing() -> None:
    session = cast.make_session("announced", starts_at=in_days(9), ends_at=in_days(9, 16))
    with_factor(*(part.user for part in checklist.parts(session)))
    Session.objects.filter(pk=session.pk).update(rehearsed_at=timezone.now())

    assert still_open(session) == {}


def test_it_names_who_lacks_a_second_factor() -> None:
    session = planners.draft()
    for name in ("erik", "charlie"):
        planning.grant(session, cast.person(name, f"{name}的公开名"), "host")
    with_factor(cast.person("erik"), kind="webauthn")
    with_factor(cast.person("charlie"), kind="recovery_codes")

    assert still_open(session)["factor"] == "charlie的公开名"


def test_a_stream_is_tested_where_there_is_one() -> None:
    session = planners.draft(stream_url="https://live.example.cn/1.m3u8")
    assert "stream" in still_open(session)
    Session.objects.filter(pk=session.pk).update(stream_tested_at=timezone.now())

    assert "stream" not in still_open(session)


def test_a_late_announcement_stays_on_the_list() -> None:
    session = cast.make_session("announced", starts_at=in_days(1), ends_at=in_days(1, 16))

    assert "notice" in still_open(session)


def test_a_rehearsal_has_no_checklist() -> None:
    session = cast.make_session("announced", rehearsal=True)

    assert checklist.still_open(session) == []


def test_it_costs_the_same_for_any_number_of_people(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    session = planners.draft()
    for count in (1, 3):
        for name in ("erik", "dora", "gao")[:count]:
            planning.grant(session, cast.person(name), "moderate")
        with django_assert_num_queries(4):
            checklist.still_open(session)


def bare() -> Session:
    session = planners.draft()
    planning.grant(session, cast.person("erik"), "host")
    cast.bring_to(session, "announced")
    return session


def test_without_the_people_it_needs_a_session_does_not_go_live() -> None:
    session = bare()
    refused = cast.refusal(lambda: cast.do(session, acts.Open(ref=cast.ref()), cast.host()))

    assert refused == "roles_missing"
    assert session.state == "announced"


def test_with_them_it_does_whatever_else_is_open() -> None:
    session = bare()
    planning.grant(session, cast.person("dora"), "moderate")
    planning.grant(session, cast.person("gao"), "transcribe")
    cast.do(session, acts.Open(ref=cast.ref()), cast.host())

    session.refresh_from_db()
    assert session.state == "live"


def test_the_clock_opens_nothing_that_lacks_the_people_it_needs() -> None:
    now = timezone.now()
    session = planners.draft(opens_by_clock=True)
    planning.grant(session, cast.person("erik"), "host")
    cast.bring_to(session, "announced")
    clock.tick(session.starts_at)
    session.refresh_from_db()
    assert (session.state, clock.turns.failing) == ("announced", {})

    planning.grant(session, cast.person("dora"), "moderate")
    planning.grant(session, cast.person("gao"), "transcribe")
    clock.tick(session.starts_at)
    session.refresh_from_db()
    assert session.state == "live"
    assert session.opened_at is not None
    assert session.opened_at >= now


def test_the_hosts_desk_says_what_is_not_in_order() -> None:
    session = cast.make_session("announced", starts_at=in_days(9), ends_at=in_days(9, 16))
    where = f"/sessions/{session.number}/host/"
    context = planners.client(cast.person("erik")).get(where).context

    assert {point["key"] for point in context["still_open"]} == {"factor", "rehearsal"}
