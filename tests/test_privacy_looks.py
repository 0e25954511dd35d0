"""Looking at who somebody is: within one's branch, with a reason, on record, seen by the person."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from guardian.shortcuts import assign_perm

from accounts.models import Identity, Look, Organisation, User
from accounts.services.rights import locked
from dialogue.models import Question
from log.models import Event
from tests import cast

pytestmark = pytest.mark.django_db
REASON = "回访时需要核实联系方式"
NUMBER = "11010519491231002X"
EN = {"accept-language": "en"}


def asker() -> User:
    person = cast.person("alice", "江边骑行者")
    person.phone, person.email = "+8613812340000", "leilei@example.org"
    person.save()
    Identity.objects.get_or_create(
        user=person,
        defaults={
            "name": "李雷雷",
            "id_number": NUMBER,
            "verifier": "x",
            "verified_at": timezone.now(),
        },
    )
    return person


def staff(unit: Organisation | None = None, name: str = "lena") -> Client:
    person = cast.person(name)
    assign_perm("accounts.see_identity", person, unit or cast.city())
    client = Client()
    client.force_login(person)
    return client


def page_of(person: User) -> str:
    return f"/office/people/{person.pk}/identity/"


def asked(client: Client, person: User, **words: str) -> Any:
    question = person_question(person)
    form = {"occasion": str(question), "why": "reply", "reason": REASON, **words}
    return client.post(page_of(person), form, headers=EN)


def person_question(person: User) -> int:
    found = Question.objects.filter(user=person).first()
    assert found is not None
    return found.pk


def test_a_look_shows_the_person_masked_and_is_on_record_for_both_sides() -> None:
    person = asker()
    session = cast.make_session()
    cast.ask(session, by=cast.who(person))
    answer = asked(staff(), person)
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Cache-Control"]) == (
        200,
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )
    for shown in ("李**", "110105********002X", "138****0000", "l***@example.org"):
        assert shown in page, shown
    for hidden in ("李雷雷", NUMBER, "13812340000", "leilei"):
        assert hidden not in page, hidden
    event = Event.objects.get(kind="platform.administered", data__act="identity.seen")
    assert event.data is not None
    assert (event.data["act"], event.data["id"], event.data["reason"]) == (
        "identity.seen",
        person.pk,
        REASON,
    )
    look = Look.objects.get(user=person)
    assert (look.why, look.whole, look.unit) == ("reply", False, cast.city().name)


def test_the_person_sees_when_and_why_and_not_the_words() -> None:
    person = asker()
    cast.ask(cast.make_session(), by=cast.who(person))
    asked(staff(), person)
    mine = Client()
    mine.force_login(person)
    page = mine.get("/me/privacy/", headers=EN).content.decode()
    assert "to reply to a question or a case" in page
    assert cast.city().name in page
    assert REASON not in page
    other = Client()
    other.force_login(cast.person("bob"))
    assert "Nobody has looked" in other.get("/me/privacy/", headers=EN).content.decode()


def test_everything_is_shown_on_a_second_confirmation_which_is_a_second_look() -> None:
    person = asker()
    cast.ask(cast.make_session(), by=cast.who(person))
    client = staff()
    asked(client, person)
    page = asked(client, person, whole="1").content.decode()
    for shown in ("李雷雷", NUMBER, "+8613812340000", "leilei@example.org"):
        assert shown in page, shown
    assert list(Look.objects.order_by("pk").values_list("whole", flat=True)) == [False, True]


@pytest.mark.parametrize("reason", ["", "看看", "         短       "])
def test_without_a_reason_nothing_is_shown_and_nothing_recorded(reason: str) -> None:
    person = asker()
    cast.ask(cast.make_session(), by=cast.who(person))
    answer = asked(staff(), person, reason=reason)
    assert answer.status_code == 422
    assert "李" not in answer.content.decode()
    assert not Look.objects.exists()


def test_people_who_asked_nothing_in_ones_branch_are_as_if_they_did_not_exist() -> None:
    person, elsewhere = asker(), Organisation.objects.create(name="清江市教育局")
    cast.ask(cast.make_session(), by=cast.who(person))
    client = staff(elsewhere, "mona")
    assert client.get(page_of(person)).status_code == 404
    assert asked(client, person).status_code == 404
    assert client.get("/office/people/999999/identity/").status_code == 404
    assert not Look.objects.exists()


def test_a_question_of_somebody_else_is_no_way_in() -> None:
    person = asker()
    session = cast.make_session()
    cast.ask(session, by=cast.who(person))
    other = cast.ask(session, "别人的问题,不是这个人的。", by=cast.neighbour())
    assert asked(staff(), person, occasion=str(other.pk)).status_code == 422
    assert not Look.objects.exists()


def test_the_right_holds_in_the_units_below() -> None:
    person = asker()
    top = Organisation.objects.create(name="清江市")
    below = Organisation.objects.create(name="清江市卫生健康委", parent=top)
    cast.ask(cast.make_session(organisation=below), by=cast.who(person))
    assert asked(staff(top, "nora"), person).status_code == 200


@pytest.mark.parametrize("username", ["charlie", "erik", "bob"])
def test_nobody_without_that_right_gets_in(username: str) -> None:
    person = asker()
    cast.ask(cast.make_session(), by=cast.who(person))
    client = Client()
    client.force_login(cast.person(username))
    assert client.get(page_of(person)).status_code == 404
    assert asked(client, person).status_code == 404


def test_nobody_looks_at_themselves_by_this_way() -> None:
    cast.ask(cast.make_session(), by=cast.who(cast.person("lena")))
    client = staff()
    answer = asked(client, cast.person("lena"))
    assert answer.status_code == 422
    assert not Look.objects.exists()
    assert locked(cast.person("lena")).username == "lena"


def test_nothing_of_it_is_in_the_servers_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    person = asker()
    cast.ask(cast.make_session(), by=cast.who(person))
    asked(staff(), person, whole="1")
    said = [r.getMessage() for r in caplog.records if not r.name.startswith("django.db")]
    assert not [line for line in said if "李雷雷" in line or NUMBER in line]
