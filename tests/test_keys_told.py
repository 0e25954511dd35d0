"""What changes how somebody signs in: on record or not done at all, and its owner is told."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, connection
from django.test import Client

from accounts.models import Message, SecurityEvent, User
from accounts.security import Happening
from tests import doors, factors
from tests.doors import EMAIL, OTHER_EMAIL, OTHER_PHONE, SECRET, code_in_mail, code_in_sms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letterbox")]
client, letterbox = doors.client, doors.letterbox
NEW = "eight elms by the river"
NEW_TWICE = {"password1": NEW, "password2": NEW}


@pytest.fixture
def alice(client: Client) -> User:
    user = doors.member()
    client.post("/sign-in/", {"login": "alice", "password": SECRET})
    client.post("/sign-in/again/", {"password": SECRET})
    return user


def told(user: User) -> set[tuple[str, str]]:
    """(what, by which channel) of all messages about the account."""
    rows = Message.objects.filter(user=user, key__startswith="account:")
    return {(row.key.split(":")[1], row.channel) for row in rows}


def on_record(user: User, kind: Happening) -> int:
    return SecurityEvent.objects.filter(user=user, kind=kind).count()


def rename_log(before: str, after: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {before} RENAME TO {after}")


def while_nothing_can_be_recorded(client: Client, address: str, data: dict[str, str]) -> None:
    rename_log("accounts_securityevent", "elsewhere")
    with pytest.raises(DatabaseError):
        client.post(address, data)
    rename_log("elsewhere", "accounts_securityevent")


def test_no_line_no_new_password(client: Client, alice: User) -> None:
    while_nothing_can_be_recorded(
        client, "/me/account/password/", {"oldpassword": SECRET, **NEW_TWICE}
    )
    alice.refresh_from_db()
    assert alice.check_password(SECRET)


def test_no_line_no_new_password_for_whoever_forgot_it(client: Client) -> None:
    alice = doors.member()
    client.post("/sign-in/forgotten/", {"to": EMAIL})
    client.post("/sign-in/forgotten/confirm/", {"code": code_in_mail(EMAIL)})
    while_nothing_can_be_recorded(client, "/sign-in/forgotten/new/", NEW_TWICE)
    alice.refresh_from_db()
    assert alice.check_password(SECRET)


def test_no_line_no_new_address(client: Client, alice: User) -> None:
    client.post("/me/account/email/", {"email": OTHER_EMAIL, "action_add": "1"})
    code = {"code": code_in_mail(OTHER_EMAIL)}
    while_nothing_can_be_recorded(client, "/confirm/email/", code)
    alice.refresh_from_db()
    assert alice.email == EMAIL
    assert EmailAddress.objects.get(user=alice, primary=True).email == EMAIL


def test_no_line_no_new_number(client: Client, alice: User) -> None:
    number = alice.phone
    client.post("/me/account/phone/", {"phone": OTHER_PHONE})
    code = {"code": code_in_sms(OTHER_PHONE)}
    while_nothing_can_be_recorded(client, "/confirm/phone/", code)
    while_nothing_can_be_recorded(client, "/me/account/phone/remove/", {})
    alice.refresh_from_db()
    assert alice.phone == number


def test_a_new_number_and_giving_it_up_are_on_record(client: Client, alice: User) -> None:
    client.post("/me/account/phone/", {"phone": OTHER_PHONE})
    client.post("/confirm/phone/", {"code": code_in_sms(OTHER_PHONE)})
    assert on_record(alice, Happening.CONTACT_CHANGED) == 1
    client.post("/me/account/phone/remove/")
    assert on_record(alice, Happening.CONTACT_CHANGED) == 2


def test_the_owner_is_told_of_a_new_password(client: Client, alice: User) -> None:
    client.post("/me/account/password/", {"oldpassword": SECRET, **NEW_TWICE})
    assert told(alice) == {("password_changed", "email"), ("password_changed", "sms")}
    assert on_record(alice, Happening.PASSWORD_CHANGED) == 1
    # An SMS has no title: it is the beginning of the body.
    rows = Message.objects.filter(user=alice, channel="sms").values_list("title", "body")
    assert [body.startswith(title) for title, body in rows] == [True]


def test_the_owner_is_told_when_a_forgotten_password_was_replaced(client: Client) -> None:
    alice = doors.member()
    client.post("/sign-in/forgotten/", {"to": EMAIL})
    client.post("/sign-in/forgotten/confirm/", {"code": code_in_mail(EMAIL)})
    client.post("/sign-in/forgotten/new/", NEW_TWICE)
    assert told(alice) == {("password_changed", "email"), ("password_changed", "sms")}
    assert on_record(alice, Happening.PASSWORD_RESET) == 1


def test_the_owner_is_told_of_a_factor_that_comes_or_goes(client: Client, alice: User) -> None:
    factors.give_app(alice)
    factors.recovery_codes(alice)
    added = {("factor_added", "email"), ("factor_added", "sms")}
    assert told(alice) == added
    client.post("/me/account/factors/app/remove/")
    assert not Authenticator.objects.filter(user=alice).exists()
    assert told(alice) == added | {("factor_removed", "email"), ("factor_removed", "sms")}


def test_what_an_administrator_removes_is_told_once(alice: User) -> None:
    factors.give_app(alice)
    found: Any = Authenticator.objects.filter(user=alice)
    found.delete()
    assert not [what for what, _by in told(alice) if what == "factor_removed"]
