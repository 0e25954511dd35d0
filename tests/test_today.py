"""The staff's home: what needs somebody now, and nothing that concerns others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from guardian.shortcuts import assign_perm

from accounts.models import Organisation, User
from accounts.principals import Principal
from dialogue.models import Question
from sessions_app.models import Session
from sessions_app.services import planning
from tests import casework, cast, clocks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def signed_in(who: Principal) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(pk=who.user_id or 0))
    return client


def needs(who: Principal) -> list[tuple[str, str, str]]:
    context: Any = signed_in(who).get("/office/").context
    return [(need.words, need.href, need.about) for need in context["needs"]]


def test_a_stranger_is_asked_to_sign_in_and_a_netizen_finds_no_office() -> None:
    cast.make_session()
    answer = Client().get("/office/")
    assert (answer.status_code, answer.headers["location"]) == (302, "/sign-in/?next=/office/")
    assert signed_in(cast.netizen()).get("/office/").status_code == 404


def test_a_moderator_sees_how_much_waits_in_which_session() -> None:
    session = cast.make_session(title="公交")
    for text in ("几点有车?", "在哪里上车?"):
        cast.ask(session, text)
    assert needs(cast.moderator()) == [
        ("2 questions to review", f"/sessions/{session.number}/desk/", "公交")
    ]


def test_what_waits_for_longer_than_was_promised_says_so() -> None:
    session = cast.make_session(promise_minutes=10)
    cast.ask(session)
    Question.objects.update(asked_at=timezone.now() - timedelta(minutes=11))
    [(words, _href, _about)] = needs(cast.moderator())
    assert words == "1 question to review, the oldest for more than 10 minutes"


def test_a_leader_sees_what_waits_for_an_answer_while_on_air() -> None:
    session = cast.make_session()
    cast.published(session)
    assert needs(cast.leader()) == [
        ("1 question waits for your answer", f"/sessions/{session.number}/console/", session.title)
    ]


def test_a_host_is_told_when_the_time_has_come() -> None:
    session = cast.make_session("announced")
    assert needs(cast.host()) == [
        ("Its time has come: please open it", f"/sessions/{session.number}/host/", session.title)
    ]


def test_a_handler_sees_cases_by_how_they_are_due_and_others_do_not() -> None:
    case = casework.received()
    by = casework.handler(case.organisation)
    for days, words in (
        (-4, "1 more case to be answered"),
        (-2, "1 reply is due within 3 days"),
        (1, "1 case is overdue"),
    ):
        with clocks.on(case.due_on + timedelta(days=days)):
            assert needs(by) == [(words, "/cases/handling/", "")]
    assert needs(cast.observer()) == []


def test_the_most_urgent_stands_first() -> None:
    with clocks.days_ago(40):
        case = casework.received()
    by = casework.handler(case.organisation, "charlie")
    cast.ask(cast.make_session())
    assert [words for words, _href, _about in needs(by)] == [
        "1 case is overdue",
        "1 question to review",
    ]


def test_nothing_to_do_is_said_in_words() -> None:
    cast.make_session()
    assert "Nothing waits for you" in signed_in(cast.observer()).get("/office/").content.decode()


def test_more_sessions_cost_no_more_queries() -> None:
    counts = []
    for _turn in range(2):
        cast.ask(cast.make_session())
        client = signed_in(cast.moderator())
        with CaptureQueriesContext(connection) as queries:
            client.get("/office/")
        counts.append(len(queries))
        cast.make_session()
    assert counts[0] == counts[1]


def planner() -> Principal:
    """Ping, who plans the sessions of the cast's city."""
    person = cast.person("ping")
    assign_perm("accounts.plan_sessions", person, cast.city())
    return cast.who(person)


def in_days(days: int) -> dict[str, Any]:
    starts = timezone.now() + timedelta(days=days)
    return {"starts_at": starts, "ends_at": starts + timedelta(hours=1)}


def test_a_planner_sees_drafts_whose_time_draws_near() -> None:
    far = cast.make_session("draft", title="下个月", **in_days(40))
    soon = cast.make_session("draft", title="下周", **in_days(8))
    late = cast.make_session("draft", title="后天", **in_days(2))
    cast.make_session("draft", title="别处的", organisation=elsewhere(), **in_days(2))
    assert far.state == "draft"
    assert needs(planner()) == [
        ("Not announced, and it begins in less than 3 days", page(late), "后天"),
        ("Not announced yet", page(soon), "下周"),
    ]


def test_a_planner_sees_what_lacks_people_and_what_was_not_tried_out() -> None:
    session = cast.make_session("announced", **in_days(2))
    assert needs(planner()) == [("It was not rehearsed yet", page(session), session.title)]
    planning.withdraw(session, User.objects.get(username="erik"), "host")
    assert needs(planner()) == [
        ("Nobody hosts it, or nobody moderates it", page(session), session.title),
        ("It was not rehearsed yet", page(session), session.title),
    ]


def elsewhere() -> Organisation:
    return Organisation.objects.get_or_create(name="白河市", parent=None)[0]


def page(session: Session) -> str:
    return f"/office/sessions/{session.number}/"
