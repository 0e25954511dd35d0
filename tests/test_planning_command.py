"""Planning at the command line: from nothing to a session in which everybody has a part."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Organisation, User
from cases import rules as case_rules
from log.models import Event
from sessions_app import rules
from sessions_app.models import Session
from tests import casework, cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

TIMES = ("--starts", "2026-12-01 15:00", "--ends", "2026-12-01 16:00")
LATER = ("--starts", "2026-12-08 15:00", "--ends", "2026-12-08 16:00")


def manage(*words: str) -> str:
    """Return what a command says."""
    said = StringIO()
    call_command(*words, stdout=said)
    return said.getvalue()


def planned(*more: str) -> Session:
    unit = cast.city().name
    manage("session", "create", "--title", "让出行更顺畅", "--unit", unit, *TIMES, *more)
    return Session.objects.latest("pk")


def kinds(session: Session) -> list[str]:
    events = Event.objects.filter(stream_id=session.public_id).order_by("seq")
    return list(events.values_list("kind", flat=True))


def test_a_session_is_planned_in_the_platforms_own_time() -> None:
    user = cast.person("chenli")
    session = planned("--leader", "陈立|市交通运输局局长|chenli", "--leader", "何敏|副总经理")
    assert f"{timezone.localtime(session.starts_at):%Y-%m-%d %H:%M %Z}" == "2026-12-01 15:00 CST"
    assert (session.state, session.asking, session.max_length) == ("draft", "signed_in", 500)
    assert list(session.guests.values_list("name", "user__username")) == [
        ("陈立", "chenli"),
        ("何敏", None),
    ]
    assert rules.rights(cast.who(user), session) == {"answer"}


def test_its_rules_are_those_that_were_given() -> None:
    session = planned(
        *("--asking", "guests", "--guests-may-support", "--opens-by-clock"),
        *("--per-person", "3", "--collect-from", "2026-11-28T09:00+08:00", "--summary", "公交"),
    )
    assert session.asking == "guests"
    assert (session.guests_may_support, session.opens_by_clock) == (True, True)
    assert (session.per_person, session.summary) == (3, "公交")
    assert session.collect_from is not None


def test_people_are_given_their_parts_and_lose_them_again() -> None:
    session, user = planned(), cast.person("hejing")
    for right in rules.RIGHTS:
        manage("session", "grant", str(session.number), "hejing", right)
    assert rules.rights(cast.who(user), session) == set(rules.RIGHTS)
    version = cast.who(user).version
    manage("session", "withdraw", str(session.number), "hejing", "host")
    assert rules.rights(cast.who(user), session) == set(rules.RIGHTS) - {"host"}
    assert cast.who(user).version > version  # open sockets close


def test_what_is_announced_can_be_added_to_postponed_and_cancelled() -> None:
    session = planned()
    number = str(session.number)
    manage("session", "postpone", number, *TIMES)
    assert kinds(session) == []
    manage("session", "announce", number)
    manage("session", "invite", number, "何敏|市公交集团副总经理")
    assert "2026-12-08 15:00" in manage("session", "postpone", number, *LATER)
    manage("session", "cancel", number, "--reason", "台风")
    told = ["session.announced", "session.detailed", "session.detailed", "session.cancelled"]
    assert kinds(session) == told
    assert "cancelled" in manage("session", "list")


@pytest.mark.parametrize(
    "step", [("announce",), ("postpone", *TIMES), ("cancel", "--reason", "雨")]
)
def test_a_step_that_leads_nowhere_is_refused_in_words(step: tuple[str, ...]) -> None:
    session = cast.make_session("live")
    with pytest.raises(CommandError, match="the session has moved on"):
        manage("session", step[0], str(session.number), *step[1:])


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("create", "--title", "题", "--unit", "没有的局", *TIMES), "There is no unit"),
        (("create", "--title", "题" * 81, "--unit", "x", *TIMES), "at most 80"),
        (("create", "--title", " ", "--unit", "x", *TIMES), "please write something"),
        (("cancel", "1", "--reason", ""), "please write something"),
        (("grant", "1", "nobody", "host"), "Nobody is called 'nobody'"),
        (("grant", "1", "nobody", "rule"), "invalid choice: 'rule'"),
        (("announce", "4711"), "This does not exist"),
        (("invite", "1", "陈立"), "A leader is"),
        (("invite", "1", "陈立|局长|chenli|host"), "A leader is"),
        (("invite", "1", f"{'陈' * 31}|局长"), "at most 30"),
        (("invite", "1", "陈立|局长|nobody"), "Nobody is called"),
        (("postpone", "1", "--starts", "tomorrow", "--ends", "later"), "no time like"),
        (("postpone", "1", "--starts", "0001-01-01 15:00", "--ends", "x"), "not in a year from"),
        (("postpone", "1", "--starts", LATER[1], "--ends", TIMES[3]), "ends after it has"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(words: tuple[str, ...], why: str) -> None:
    cast.make_session("draft")
    with pytest.raises(CommandError, match=why):
        manage("session", *words)


@pytest.mark.parametrize(
    "more",
    [
        ("--collect-from", "2026-12-01 15:01"),
        ("--announce", "2026-12-01 15:01"),
        ("--announce", "2026-11-29 09:00", "--collect-from", "2026-11-28 09:00"),
    ],
)
def test_what_comes_before_the_start_follows_in_order(more: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match="look at --announce, --collect-from and --starts"):
        planned(*more)
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("flag", "value", "least"),
    [
        ("--max-length", "-5", 1),
        ("--max-length", "0", 1),
        ("--per-person", "9" * 5000, 1),
        ("--promise-minutes", "soon", 1),
        ("--grace-minutes", "100001", 0),
    ],
)
def test_a_rule_nobody_could_keep_is_refused(flag: str, value: str, least: int) -> None:
    with pytest.raises(CommandError, match=f"is no whole number from {least} to 100000"):
        planned(f"{flag}={value}")


def test_a_session_needs_neither_minutes_of_grace_nor_a_summary() -> None:
    session = planned("--grace-minutes", "0", "--summary", "")
    assert (session.grace_minutes, session.summary) == (0, "")


def units() -> list[tuple[str, str | None]]:
    return list(Organisation.objects.order_by("pk").values_list("name", "parent__name"))


def test_a_new_unit_is_added_once() -> None:
    for name in ("清江市", "清江市/水务局", "清江市/水务局", "水务局"):
        manage("session", "create", "--title", "题", "--unit", name, "--new-unit", *TIMES)
    assert units() == [("清江市", None), ("水务局", "清江市")]
    names = Session.objects.order_by("number").values_list("organisation__name", flat=True)
    assert list(names) == ["清江市", "水务局", "水务局", "水务局"]


@pytest.mark.parametrize(
    ("unit", "more", "why"),
    [
        ("水务局", ("--leader", "陈立|局长|nobody"), "Nobody is called"),
        ("没有的市/水务局", (), "There is no unit '没有的市'"),
        ("局" * 81, (), "1 to 80 characters"),
        (" ", (), "1 to 80 characters"),
    ],
)
def test_no_unit_is_left_behind_by_what_is_refused(
    unit: str, more: tuple[str, ...], why: str
) -> None:
    with pytest.raises(CommandError, match=why):
        manage("session", "create", "--title", "题", "--unit", unit, "--new-unit", *TIMES, *more)
    assert (units(), Session.objects.count()) == ([], 0)


def test_the_help_says_where_people_come_from(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        manage("session", "--help")
    assert "createsuperuser" in capsys.readouterr().out


def test_a_unit_is_named_with_the_one_above_where_there_are_several() -> None:
    for city in ("甲市", "乙市"):
        above = Organisation.objects.create(name=city)
        Organisation.objects.create(name="交通局", parent=above)
    with pytest.raises(CommandError, match="Name the one above"):
        manage("session", "create", "--title", "题", "--unit", "交通局", *TIMES)
    manage("session", "create", "--title", "题", "--unit", "乙市/交通局", *TIMES)
    parent = Session.objects.get().organisation.parent
    assert parent is not None
    assert parent.name == "乙市"


def test_a_case_handler_is_named_and_dismissed() -> None:
    case = casework.received()
    cast.person("liufang")

    def held() -> frozenset[str]:
        return case_rules.rights(cast.who(User.objects.get(username="liufang")), case)

    assert held() == set()
    manage("case_handler", "liufang", case.organisation.name)
    assert held() == {"handle"}
    manage("case_handler", "liufang", case.organisation.name, "--dismiss")
    assert held() == set()
