"""My account: name, number, address and password, and that changes are asked about again."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import User
from tests import doors
from tests.doors import (
    EMAIL,
    OTHER_EMAIL,
    OTHER_PHONE,
    PHONE,
    SECRET,
    code_in_mail,
    code_in_sms,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letterbox")]
client, letterbox = doors.client, doors.letterbox


@pytest.fixture
def alice(client: Client) -> User:
    """Alice, signed in, who has just shown again that it is she."""
    user = doors.member(pseudonym="江边骑行者")
    client.post("/sign-in/", {"login": "alice", "password": SECRET})
    client.post("/sign-in/again/", {"password": SECRET})
    return user


def fresh(user: User) -> User:
    user.refresh_from_db()
    return user


def page(answer: Any) -> str:
    text = answer.content.decode()
    assert isinstance(text, str)
    return text


@pytest.mark.usefixtures("alice")
def test_the_account_says_how_things_stand_without_showing_the_number(client: Client) -> None:
    shown = page(client.get("/me/account/"))
    assert all(word in shown for word in ("江边骑行者", "138****8000", EMAIL, "Password"))
    assert "13800138000" not in shown


@pytest.mark.parametrize(
    "address",
    ["", "name/", "phone/", "phone/remove/", "email/", "password/", "password/new/"],
)
def test_a_stranger_is_led_to_the_door(client: Client, address: str) -> None:
    answer = client.get(f"/me/account/{address}")
    assert answer["Location"] == f"/sign-in/?next=/me/account/{address}"


def test_the_account_page_asks_the_database_the_same_however_much_there_is(
    client: Client, alice: User, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(8):
        client.get("/me/account/")


# --- The name ------------------------------------------------------------------------


def test_the_name_is_changed(client: Client, alice: User) -> None:
    answer = client.post("/me/account/name/", {"pseudonym": "  枫林　晚 "}, follow=True)
    assert "From now on you are called 枫林 晚." in page(answer)
    assert fresh(alice).pseudonym == "枫林 晚"


def test_the_name_can_be_given_up(client: Client, alice: User) -> None:
    client.post("/me/account/name/", {"pseudonym": ""})
    assert fresh(alice).shown_name.endswith(str(alice.pk))


def test_another_persons_name_is_refused_and_kept_in_the_field(client: Client, alice: User) -> None:
    User.objects.create_user("bob", pseudonym="枫林路")
    shown = page(client.post("/me/account/name/", {"pseudonym": "枫林路"}))
    assert "Somebody is called that already" in shown
    assert 'value="枫林路"' in shown
    assert fresh(alice).pseudonym == "江边骑行者"


# --- The number ----------------------------------------------------------------------


def test_a_new_number_counts_once_its_code_came_back(client: Client, alice: User) -> None:
    answer = client.post("/me/account/phone/", {"phone": "13900139000"})
    assert answer["Location"] == "/confirm/phone/"
    assert fresh(alice).phone == PHONE
    answer = client.post("/confirm/phone/", {"code": code_in_sms(OTHER_PHONE)})
    assert answer["Location"] == "/me/account/phone/"
    assert (fresh(alice).phone, alice.phone_verified, alice.verification) == (
        OTHER_PHONE,
        True,
        "phone",
    )


def test_a_wrong_code_changes_no_number(client: Client, alice: User) -> None:
    client.post("/me/account/phone/", {"phone": "13900139000"})
    code = "000000" if code_in_sms(OTHER_PHONE) != "000000" else "111111"
    assert "This is not the code we sent" in page(client.post("/confirm/phone/", {"code": code}))
    assert fresh(alice).phone == PHONE


def test_another_persons_number_is_said_to_be_theirs_only_to_whoever_holds_it(
    client: Client, alice: User
) -> None:
    doors.member("bob", phone=OTHER_PHONE, email="")
    answer = client.post("/me/account/phone/", {"phone": "13900139000"})
    assert answer["Location"] == "/confirm/phone/"
    shown = page(client.post("/confirm/phone/", {"code": code_in_sms(OTHER_PHONE)}))
    assert "This number belongs to another account." in shown
    assert fresh(alice).phone == PHONE


@pytest.mark.usefixtures("alice")
def test_a_number_changes_only_after_showing_again_who_it_is(client: Client) -> None:
    other = doors.visitor()
    other.post("/sign-in/", {"login": "alice", "password": SECRET})
    answer = other.post("/me/account/phone/", {"phone": "13900139000"})
    assert answer["Location"] == "/sign-in/again/?next=%2Fme%2Faccount%2Fphone%2F"
    answer = other.post(answer["Location"], {"password": "not hers", "next": "/me/account/phone/"})
    assert "This is not your password." in page(answer)
    answer = other.post("/sign-in/again/", {"password": SECRET, "next": "/me/account/phone/"})
    assert answer["Location"] == "/confirm/phone/"


def test_whoever_has_no_password_shows_it_by_a_code(client: Client) -> None:
    person = doors.newcomer(client, password1="")
    assert not person.has_usable_password()
    answer = client.post("/me/account/phone/remove/")
    assert answer["Location"].startswith("/sign-in/again/code/")
    assert "138****8000" in page(client.get(answer["Location"]))
    doors.later()
    client.post(answer["Location"], {"recipient": PHONE})
    answer = client.post("/sign-in/again/code/confirm/", {"code": code_in_sms(PHONE)})
    assert answer.status_code == 302


def test_the_number_is_given_up_and_with_it_what_rested_on_it(client: Client, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(verification="phone")
    answer = client.post("/me/account/phone/remove/", follow=True)
    assert "Your number is deleted." in page(answer)
    assert (fresh(alice).phone, alice.phone_verified, alice.verification) == (None, False, "none")


def test_a_real_name_does_not_rest_on_the_number(client: Client, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(verification="real")
    client.post("/me/account/phone/remove/")
    assert fresh(alice).verification == "real"


def test_the_only_thing_that_opens_the_account_is_not_given_up(client: Client) -> None:
    person = doors.newcomer(client, password1="")
    assert "only thing that opens your account" in page(client.get("/me/account/phone/remove/"))
    doors.later()
    client.post("/sign-in/again/code/", {"recipient": PHONE})
    client.post("/sign-in/again/code/confirm/", {"code": code_in_sms(PHONE)})
    client.post("/me/account/phone/remove/")
    assert fresh(person).phone == PHONE


# --- The address ---------------------------------------------------------------------


def test_a_new_address_takes_the_old_ones_place_once_its_code_came_back(
    client: Client, alice: User
) -> None:
    answer = client.post("/me/account/email/", {"email": OTHER_EMAIL, "action_add": "1"})
    assert answer["Location"] == "/confirm/email/"
    assert fresh(alice).email == EMAIL
    answer = client.post("/confirm/email/", {"code": code_in_mail(OTHER_EMAIL)})
    assert answer["Location"] == "/me/account/"
    assert fresh(alice).email == OTHER_EMAIL
    assert EmailAddress.objects.get(user=alice).email == OTHER_EMAIL


def test_another_persons_address_is_said_to_be_theirs_only_to_whoever_reads_it(
    client: Client, alice: User
) -> None:
    doors.member("bob", phone=None, email=OTHER_EMAIL)
    answer = client.post("/me/account/email/", {"email": OTHER_EMAIL, "action_add": "1"})
    assert answer["Location"] == "/confirm/email/"
    shown = page(client.post("/confirm/email/", {"code": code_in_mail(OTHER_EMAIL)}))
    assert "This address belongs to another account." in shown
    assert fresh(alice).email == EMAIL


def test_who_began_with_somebodys_address_is_not_in_their_way(client: Client, alice: User) -> None:
    doors.sign_up(doors.visitor(), email=OTHER_EMAIL)
    doors.later()
    client.post("/me/account/email/", {"email": OTHER_EMAIL, "action_add": "1"})
    client.post("/confirm/email/", {"code": code_in_mail(OTHER_EMAIL)})
    assert fresh(alice).email == OTHER_EMAIL


def test_the_address_is_deleted(client: Client, alice: User) -> None:
    answer = client.post("/me/account/email/", {"email": EMAIL, "action_remove": "1"}, follow=True)
    assert "The address is deleted." in page(answer)
    assert fresh(alice).email == ""
    assert not EmailAddress.objects.filter(user=alice).exists()


def test_the_only_address_that_opens_the_account_is_not_deleted(client: Client) -> None:
    doors.sign_up(client, email=EMAIL, password1="")
    client.post("/confirm/email/", {"code": code_in_mail(EMAIL)})
    doors.later()
    client.post("/sign-in/again/code/", {"recipient": EMAIL})
    client.post("/sign-in/again/code/confirm/", {"code": code_in_mail(EMAIL)})
    answer = client.post("/me/account/email/", {"email": EMAIL, "action_remove": "1"}, follow=True)
    assert "only thing that opens your account" in page(answer)
    assert EmailAddress.objects.filter(email=EMAIL).exists()


# --- The password --------------------------------------------------------------------


def test_the_password_is_changed_and_ends_what_the_old_one_opened(
    client: Client, alice: User
) -> None:
    elsewhere = doors.visitor()
    elsewhere.post("/sign-in/", {"login": "alice", "password": SECRET})
    before = alice.token_version
    new = "eight elms by the river"
    answer = client.post(
        "/me/account/password/", {"oldpassword": SECRET, "password1": new, "password2": new}
    )
    assert answer["Location"] == "/me/account/"
    assert fresh(alice).check_password(new)
    assert alice.token_version > before
    assert client.get("/me/account/").status_code == 200
    assert elsewhere.get("/me/account/").status_code == 302


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"oldpassword": "not hers"}, "id_oldpassword_error"),
        ({"password1": "short", "password2": "short"}, "id_password1_error"),
        ({"password2": "eight elms by the road"}, "id_password2_error"),
    ],
)
def test_what_is_wrong_with_a_new_password_is_said_beside_the_field(
    client: Client, alice: User, fields: dict[str, str], where: str
) -> None:
    new = "eight elms by the river"
    data = {"oldpassword": SECRET, "password1": new, "password2": new} | fields
    shown = page(client.post("/me/account/password/", data))
    assert f'id="{where}"' in shown
    assert new not in shown
    assert fresh(alice).check_password(SECRET)


def test_whoever_came_by_codes_sets_a_password(client: Client) -> None:
    person = doors.newcomer(client, password1="")
    assert client.get("/me/account/password/")["Location"] == "/me/account/password/new/"
    doors.later()
    client.post("/sign-in/again/code/", {"recipient": PHONE})
    client.post("/sign-in/again/code/confirm/", {"code": code_in_sms(PHONE)})
    client.post("/me/account/password/new/", {"password1": SECRET, "password2": SECRET})
    assert fresh(person).check_password(SECRET)
