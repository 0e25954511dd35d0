"""Staff must use a second factor: what is closed to them until they have, and what is not."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from guardian.shortcuts import assign_perm
from pytest_django import DjangoAssertNumQueries

from accounts import standing
from accounts.factors.views import AFTER
from accounts.models import Duty, Leader, SecurityEvent, User
from accounts.security import Happening
from accounts.services import revoke_tokens
from sessions_app.services import planning
from tests import cast, factors

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _policy(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = True
    settings.STAFF_IDLE_SECONDS, settings.STAFF_SIGN_IN_SECONDS = 1800, 43_200


def with_duty() -> User:
    return changed(cast.person("zhao"), duty=Duty.SECURITY)


def changed(user: User, **fields: Any) -> User:
    User.objects.filter(pk=user.pk).update(**fields)
    user.refresh_from_db()
    return user


def planner() -> User:
    user = cast.person("qian")
    assign_perm("accounts.plan_sessions", user, cast.city())
    return user


def moderator() -> User:
    cast.make_session()
    return cast.person("charlie")


def leader() -> User:
    user = cast.person("fang")
    Leader.objects.create(name="陈立", user=user)
    return user


STAFF: dict[str, Callable[[], User]] = {
    "duty": with_duty,
    "right in a unit": planner,
    "right in a session": moderator,
    "leader": leader,
    "staff": lambda: changed(cast.person("sun"), is_staff=True),
    "superuser": lambda: changed(cast.person("li"), is_superuser=True),
}


def signed_in(user: User) -> Client:
    client = factors.browser()
    factors.sign_in(client, user.username)
    return client


def token(client: Client) -> Any:
    return client.get("/api/v1/me/token")


@pytest.mark.parametrize("kind", STAFF)
def test_staff_without_a_factor_get_no_token(kind: str) -> None:
    answer = token(signed_in(STAFF[kind]()))
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "second_factor_needed"
    assert "token" not in answer.json()


def test_netizens_need_none() -> None:
    alice = cast.person("alice")
    assert token(signed_in(alice)).json()["principal"] == f"u:{alice.pk}"


def test_with_the_policy_off_nobody_needs_one(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
    assert token(signed_in(with_duty())).status_code == 200


STAFF_PAGES = ["/office/", "/office/security/", "/sessions/{number}/desk/", "/me/", "/admin/",
               "/admin/accounts/user/"]  # fmt: skip


@pytest.mark.parametrize("page", STAFF_PAGES)
def test_pages_lead_to_the_set_up_and_know_the_way_back(page: str) -> None:
    session = cast.make_session()
    boss = changed(cast.person("charlie"), is_superuser=True, is_staff=True, duty=Duty.SECURITY)
    path = page.format(number=session.number)
    answer: Any = signed_in(boss).get(path)
    assert answer.status_code == 302
    assert answer.url == f"/me/account/factors/?next={path.replace('/', '%2F')}"


PUBLIC = ["/", "/sessions/", "/sessions/{number}/", "/cases/", "/api/v1/sessions/{number}/snapshot"]


@pytest.mark.parametrize("page", PUBLIC)
def test_public_pages_stay_readable(page: str) -> None:
    session = cast.make_session()
    client = signed_in(cast.person("charlie"))
    assert client.get(page.format(number=session.number)).status_code == 200


OWN = ["/me/account/", "/me/account/factors/", "/me/account/devices/", "/me/account/name/"]


@pytest.mark.parametrize("page", OWN)
def test_ones_own_account_stays_open(page: str) -> None:
    assert signed_in(with_duty()).get(page).status_code == 200


def test_signing_out_stays_possible() -> None:
    client = signed_in(with_duty())
    client.post("/sign-out/")
    assert token(client).json()["principal"] is None


def test_whoever_used_a_factor_is_in() -> None:
    zhao = with_duty()
    secret = factors.give_app(zhao)
    client = factors.browser()
    factors.sign_in_with_app(client, zhao, secret)
    assert client.get("/office/security/").status_code == 200
    assert token(client).json()["principal"] == f"u:{zhao.pk}"


@pytest.mark.django_db(transaction=True)
def test_setting_one_up_counts_as_using_it() -> None:
    client = signed_in(with_duty())
    client.get("/me/account/factors/?next=/office/security/")
    factors.confirm_with_password(client)
    page: Any = client.get("/me/account/factors/app/")
    secret = page.context["form"].secret
    client.post("/me/account/factors/app/", {"code": factors.code_of(secret)})
    assert b'href="/office/security/"' in client.get("/me/account/factors/").content
    assert client.get("/office/security/").status_code == 200


def test_a_sign_in_without_the_factor_that_there_is_has_to_use_it() -> None:
    zhao = with_duty()
    client = signed_in(zhao)
    secret = factors.give_app(zhao)
    answer: Any = client.get("/office/security/")
    assert answer.url == "/sign-in/again/factor/?next=%2Foffice%2Fsecurity%2F"
    there: Any = client.get(answer.url)
    assert there.url == "/sign-in/again/code-of-app/?next=%2Foffice%2Fsecurity%2F"
    back: Any = client.post(there.url, {"code": factors.code_of(secret)})
    assert back.url == "/office/security/"
    assert client.get("/office/security/").status_code == 200


def test_whoever_is_given_a_part_needs_a_factor_from_then_on() -> None:
    gao = cast.person("gao")
    client = signed_in(gao)
    assert token(client).status_code == 200
    planning.grant(cast.make_session(), gao, "moderate")
    assert token(client).status_code == 403


def test_removing_the_only_factor_closes_the_office_again() -> None:
    zhao = with_duty()
    secret = factors.give_app(zhao)
    client = factors.browser()
    factors.sign_in_with_app(client, zhao, secret)
    assert client.get("/office/security/").status_code == 200
    zhao.authenticator_set.all().delete()  # type: ignore[attr-defined]
    assert client.get("/office/security/").status_code == 302


def test_what_was_found_is_remembered(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    zhao = with_duty()
    secret = factors.give_app(zhao)
    client = factors.browser()
    factors.sign_in_with_app(client, zhao, secret)
    token(client)
    with django_assert_num_queries(2):  # session and person, as ever
        token(client)


def test_a_refused_request_always_takes_the_same(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in(with_duty())
    token(client)
    for _time in range(3):
        with django_assert_num_queries(2):
            token(client)


@pytest.mark.parametrize(
    "path", ["//evil.example/", "https://evil.example/", "javascript:alert(1)"]
)
def test_nobody_is_led_away(path: str) -> None:
    client = signed_in(cast.person("alice"))
    page = client.get("/me/account/factors/", {"next": path}).content.decode()
    assert f'href="{path}' not in page
    assert AFTER not in client.session


# --- how long a sign-in lasts ------------------------------------------------
def wound_back(client: Client, **seconds: int) -> None:
    session = client.session
    state = session[standing.KEY]
    session[standing.KEY] = state | {key: state[key] - back for key, back in seconds.items()}
    session.save()


def staff_client() -> Client:
    zhao = with_duty()
    client = factors.browser()
    factors.sign_in_with_app(client, zhao, factors.give_app(zhao))
    assert token(client).status_code == 200
    return client


@pytest.mark.parametrize(
    ("back", "stands"),
    [
        ({"seen": 1790}, True),
        ({"seen": 1810}, False),
        ({"since": 43_100}, True),
        ({"since": 43_300}, False),
    ],
)
def test_a_sign_in_of_staff_ends_idle_or_after_a_day(back: dict[str, int], stands: bool) -> None:
    client = staff_client()
    wound_back(client, **back)
    assert (token(client).json()["principal"] is not None) is stands
    ended = SecurityEvent.objects.filter(kind=Happening.SESSION_ENDED).count()
    assert ended == (0 if stands else 1)


@pytest.mark.parametrize(("since", "stands"), [(43_100, True), (43_300, False)])
def test_the_day_ends_also_where_idling_does_not(since: int, stands: bool, settings: Any) -> None:
    settings.STAFF_IDLE_SECONDS = 0
    client = staff_client()
    wound_back(client, seen=40_000, since=since)
    assert (token(client).json()["principal"] is not None) is stands


def test_use_is_noted_at_most_once_a_minute() -> None:
    client = staff_client()
    wound_back(client, seen=61)
    token(client)
    assert time.time() - client.session[standing.KEY]["seen"] < 30


@pytest.mark.parametrize("page", ["account/", "privacy/", "following/", "real-name/", "export/"])
def test_an_idle_sign_in_opens_not_even_ones_own_account(page: str) -> None:
    client = staff_client()
    wound_back(client, seen=1810)
    answer: Any = client.get(f"/me/{page}")
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/sign-in/")


def test_netizens_stay_signed_in() -> None:
    alice = cast.person("alice")
    client = signed_in(alice)
    wound_back(client, seen=100_000, since=100_000)
    assert token(client).json()["principal"] == f"u:{alice.pk}"


def test_a_sign_in_that_was_ended_gets_no_new_token_even_from_a_request_on_its_way() -> None:
    """The session was read before it was ended, the person after: the version is the new one."""
    alice = cast.person("alice")
    client = signed_in(alice)
    UserSession.objects.all().delete()
    revoke_tokens(alice)
    assert token(client).json()["principal"] is None
