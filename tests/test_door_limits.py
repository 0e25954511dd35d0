"""Guessing and pestering have limits: by account, by number, by address, by day."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpRequest
from django.test import Client, RequestFactory

from accounts import addresses
from accounts.sms import memory
from tests import doors
from tests.doors import EMAIL, OTHER_PHONE, PHONE, SECRET, is_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letterbox")]
client, letterbox = doors.client, doors.letterbox


def from_address(ip: str) -> Client:
    """Return a visitor who comes from this address."""
    return Client(REMOTE_ADDR=ip, headers={"accept-language": "en"})


def limits(settings: Any, **rates: str) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | rates


def test_after_five_wrong_passwords_the_right_one_waits_too() -> None:
    doors.member()
    for place in range(5):
        from_address(f"10.0.0.{place}").post("/sign-in/", {"login": PHONE, "password": "guess"})
    late = from_address("10.0.0.9")
    page = late.post("/sign-in/", {"login": PHONE, "password": SECRET})
    assert "Too many attempts. Please wait a few minutes." in page.content.decode()
    assert not is_in(late)


def test_writing_a_number_differently_gives_no_further_guesses() -> None:
    doors.member()
    ways = ["13800138000", "138 0013 8000", "+8613800138000", "0086 138-0013-8000", "(138)00138000"]
    for place, login in enumerate(ways):
        from_address(f"10.0.0.{place}").post("/sign-in/", {"login": login, "password": "guess"})
    page = from_address("10.0.0.9").post("/sign-in/", {"login": PHONE, "password": "guess"})
    assert "Too many attempts" in page.content.decode()


def test_who_guesses_one_number_locks_nobody_else_out(client: Client) -> None:
    alice = doors.member(phone=OTHER_PHONE)
    for _guess in range(6):
        doors.visitor().post("/sign-in/", {"login": PHONE, "password": "guess"})
    client.post("/sign-in/", {"login": OTHER_PHONE, "password": SECRET})
    assert is_in(client, alice)


def test_one_address_has_only_so_many_guesses_at_all_accounts(settings: Any) -> None:
    limits(settings, login_failed="3/m/ip,5/5m/key")
    for number in range(3):
        doors.visitor().post("/sign-in/", {"login": f"person{number}", "password": "guess"})
    page = doors.visitor().post("/sign-in/", {"login": "person9", "password": "guess"})
    assert "Too many attempts" in page.content.decode()


def test_codes_for_one_account_are_sent_three_times_in_ten_minutes() -> None:
    doors.member()
    for place in range(3):
        answer = from_address(f"10.0.0.{place}").post("/sign-in/code/", {"to": EMAIL})
        assert answer.status_code == 302
    page = from_address("10.0.0.9").post("/sign-in/code/", {"to": EMAIL.upper()})
    assert "Too many attempts" in page.content.decode()


def test_a_number_gets_one_message_in_twenty_seconds(client: Client) -> None:
    doors.member()
    client.post("/sign-in/code/", {"to": PHONE})
    answer = doors.visitor().post("/sign-in/forgotten/", {"to": PHONE})
    assert answer.status_code == 429
    page = answer.content.decode()
    assert "That was a little too fast" in page
    assert len(memory.outbox) == 1


def test_one_address_sends_only_so_many_messages(settings: Any) -> None:
    limits(settings, send_sms="1/20s/key,2/h/ip")
    for number in range(2):
        doors.visitor().post("/sign-in/code/", {"to": f"1390000000{number}"})
    answer = doors.visitor().post("/sign-in/code/", {"to": "13900000009"})
    assert answer.status_code == 429
    elsewhere = from_address("10.0.0.9").post("/sign-in/code/", {"to": "13900000008"})
    assert elsewhere.status_code == 302


def test_signing_up_sends_only_so_many_messages_too(settings: Any) -> None:
    limits(settings, verify_phone="1/20s/key,2/h/ip")
    for number in range(2):
        assert doors.sign_up(doors.visitor(), phone=f"1390000000{number}").status_code == 302
    assert doors.sign_up(doors.visitor(), phone="13900000009").status_code == 429
    assert len(memory.outbox) == 2


def test_the_platform_sends_only_so_many_messages_a_day(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SMS_PER_DAY = 2
    for number in range(3):
        answer = doors.visitor().post("/sign-in/code/", {"to": f"1390000000{number}"})
        assert answer.status_code == 302
    assert len(memory.outbox) == 2
    assert "HUIYIN_SMS_PER_DAY is used up" in caplog.text


def test_limits_are_counted_in_the_cache_that_processes_share(client: Client) -> None:
    doors.member()
    for _guess in range(5):
        client.post("/sign-in/", {"login": PHONE, "password": "guess"})
    cache.clear()
    client.post("/sign-in/", {"login": PHONE, "password": SECRET})
    assert is_in(client)


# --- Where a request comes from ------------------------------------------------------


def request(forwarded: str | None, proxies: int, settings: Any) -> HttpRequest:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"x-forwarded-for": forwarded} if forwarded is not None else {}
    return RequestFactory(REMOTE_ADDR="127.0.0.1", headers=headers).get("/")


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        (None, 0, "127.0.0.1"),
        ("203.0.113.7", 0, "127.0.0.1"),
        ("203.0.113.7", 1, "203.0.113.7"),
        ("1.1.1.1, 203.0.113.7", 1, "203.0.113.7"),
        ("1.1.1.1, 203.0.113.7, 10.0.0.1", 2, "203.0.113.7"),
        ("203.0.113.7", 2, "127.0.0.1"),
        ("<script>", 1, "127.0.0.1"),
        (None, 1, "127.0.0.1"),
        ("2001:DB8::7", 1, "2001:db8::7"),
    ],
)
def test_only_what_our_proxies_say_about_an_address_is_believed(
    forwarded: str | None, proxies: int, address: str, settings: Any
) -> None:
    assert addresses.client(request(forwarded, proxies, settings)) == address


def test_who_claims_another_address_each_time_is_counted_all_the_same(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    limits(settings, login_failed="3/m/ip")
    for number in range(4):
        claimed = {"x-forwarded-for": f"1.1.1.{number}, 203.0.113.7", "accept-language": "en"}
        page = Client(headers=claimed).post(
            "/sign-in/", {"login": f"person{number}", "password": "guess"}
        )
    assert "Too many attempts" in page.content.decode()
