"""Devices and sign-ins: the list, ending one, ending all; felt by open sockets."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from asgiref.sync import sync_to_async
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts import tokens
from accounts.models import SecurityEvent
from accounts.security import Happening
from accounts.services import signins
from log.codes import SIGNED_OUT, Refused
from tests import cast, factors
from tests.sockets import connected, following

HERE = "/me/account/devices/"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1"
DESK = "Mozilla/5.0 (Windows NT 10.0) Chrome/131.0"


def signed_in(username: str = "alice", agent: str = DESK, address: str = "203.0.113.7") -> Client:
    client = Client(headers={"accept-language": "en", "user-agent": agent}, REMOTE_ADDR=address)
    factors.sign_in(client, cast.person(username).username)
    return client


def who_is(client: Client) -> Any:
    return client.get("/api/v1/me/token").json()["principal"]


@pytest.mark.django_db
def test_every_sign_in_is_listed_with_device_and_place_and_this_one_is_marked() -> None:
    here, _there = signed_in(), signed_in(agent=PHONE, address="198.51.100.4")
    page: Any = here.get(HERE)
    rows = [(row.user_agent, row.ip, mine) for row, mine in page.context["rows"]]
    assert rows == [(DESK, "203.0.113.7", True), (PHONE, "198.51.100.4", False)]
    assert b"Safari \xc2\xb7 iPhone" in page.content


@pytest.mark.django_db
def test_what_has_expired_is_no_longer_listed(settings: Any) -> None:
    here, _there = signed_in(), signed_in()
    week = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    elsewhere = UserSession.objects.exclude(session_key=here.session.session_key)
    elsewhere.update(last_seen_at=timezone.now() - week)
    assert here.get(HERE).content.count(b"last seen") == 1


@pytest.mark.django_db
def test_one_can_be_ended_and_the_others_stay() -> None:
    here, there, third = signed_in(), signed_in(agent=PHONE), signed_in()
    phone = UserSession.objects.get(user_agent=PHONE)
    answer = here.post(HERE, {"end": str(phone.pk)}, follow=True)
    assert b"1 sign-in was ended." in answer.content
    assert [bool(who_is(client)) for client in (here, there, third)] == [True, False, True]
    [line] = SecurityEvent.objects.filter(kind=Happening.SESSION_ENDED)
    assert line.detail == {"of": PHONE}


@pytest.mark.django_db
def test_everywhere_else_leaves_this_one() -> None:
    clients = [signed_in() for _n in range(3)]
    clients[0].post(HERE, {"end": "others"})
    assert [bool(who_is(client)) for client in clients] == [True, False, False]


@pytest.mark.django_db
def test_everywhere_leaves_none() -> None:
    clients = [signed_in() for _n in range(3)]
    clients[0].post(HERE, {"end": "all"})
    assert [bool(who_is(client)) for client in clients] == [False, False, False]
    assert not UserSession.objects.exists()


@pytest.mark.django_db
def test_other_peoples_sign_ins_cannot_be_ended() -> None:
    here, bobs = signed_in("alice"), signed_in("bob")
    bob = UserSession.objects.get(user__username="bob")
    here.post(HERE, {"end": str(bob.pk)})
    assert who_is(bobs)
    assert b"203.0.113.7" in bobs.get(HERE).content
    page: Any = here.get(HERE)
    assert len(page.context["rows"]) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("end", ["", "x", "-1", "9" * 40, "\x00"])
def test_nonsense_ends_nothing(end: str) -> None:
    here, there = signed_in(), signed_in()
    assert here.post(HERE, {"end": end}).status_code == 302
    assert all(who_is(client) for client in (here, there))


@pytest.mark.django_db
def test_signing_out_takes_the_sign_in_from_the_list() -> None:
    here, there = signed_in(), signed_in()
    there.post("/sign-out/")
    page: Any = here.get(HERE)
    assert len(page.context["rows"]) == 1
    assert who_is(here)


@pytest.mark.django_db
def test_a_new_password_ends_the_other_sign_ins() -> None:
    here, there = signed_in(), signed_in()
    data = {"password1": "another long pass phrase", "password2": "another long pass phrase"}
    answer = here.post("/me/account/password/", {"oldpassword": cast.PASSWORD, **data})
    assert answer.status_code == 302
    assert [bool(who_is(client)) for client in (here, there)] == [True, False]
    assert UserSession.objects.count() == 1
    assert SecurityEvent.objects.filter(kind=Happening.PASSWORD_CHANGED).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("others", [1, 3])
def test_the_page_takes_as_many_queries_for_three_as_for_one(
    others: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    here = signed_in()
    for _n in range(others):
        signed_in()
    with django_assert_num_queries(3):
        here.get(HERE)


# --- sockets -----------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
async def test_sockets_close_within_five_seconds_and_only_the_present_sign_in_comes_back(
    rooms: None,
) -> None:
    session = await sync_to_async(cast.make_session)()
    here = await sync_to_async(signed_in)()
    there = await sync_to_async(signed_in)("alice", PHONE)
    alice = await sync_to_async(cast.netizen)()
    old = tokens.mint(alice)
    async with following(session, alice) as mine, following(session, alice) as other:
        phone = await UserSession.objects.aget(user_agent=PHONE)
        began = time.monotonic()
        await sync_to_async(here.post)(HERE, {"end": str(phone.pk)})
        codes = await asyncio.gather(mine.closed(5), other.closed(5))
        assert set(codes) == {SIGNED_OUT.code}
        assert time.monotonic() - began < 5
    async with connected(session.number, token=old) as viewer:
        await viewer.send({"t": "join", "epoch": "", "after": 0, "desk": False})
        assert await viewer.closed(5) in {4001, 4002}
    assert await sync_to_async(who_is)(there) is None
    renewed = (await sync_to_async(here.get)("/api/v1/me/token")).json()["token"]
    back = await sync_to_async(cast.netizen)()
    assert tokens.read(renewed) == back
    async with following(session, back) as viewer:
        assert (await viewer.until(lambda frame: frame["t"] == "hello"))["t"] == "hello"


@pytest.mark.django_db
def test_a_token_of_an_ended_sign_in_acts_no_more() -> None:
    session = cast.make_session()
    alice = cast.netizen()
    signins.end_all(cast.person("alice"))
    with pytest.raises(Refused) as caught:
        cast.ask(session, by=alice)
    assert caught.value.code == "token_expired"
