"""Signing up: by telephone and by e-mail, under a name, agreeing to what is to be agreed to."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import Consent, User
from tests import doors
from tests.doors import EMAIL, PHONE, code_in_mail, code_in_sms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letterbox")]
client, letterbox = doors.client, doors.letterbox


def test_a_newcomer_signs_up_with_a_number_and_its_code(client: Client) -> None:
    answer = doors.sign_up(client, pseudonym="枫林晚")
    assert (answer.status_code, answer["Location"]) == (302, "/confirm/phone/")
    answer = client.post("/confirm/phone/?next=", {"code": code_in_sms(PHONE)})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    person = User.objects.get(pseudonym="枫林晚")
    assert (person.phone, person.phone_verified, person.verification) == (PHONE, True, "phone")
    assert not person.unfinished
    assert person.username.startswith("n-")
    assert client.get("/me/account/").status_code == 200


def test_a_newcomer_signs_up_with_an_address_and_its_code(client: Client) -> None:
    answer = doors.sign_up(client, email=EMAIL, pseudonym="枫林晚")
    assert (answer.status_code, answer["Location"]) == (302, "/confirm/email/")
    answer = client.post("/confirm/email/", {"code": code_in_mail(EMAIL)})
    assert answer.status_code == 302
    person = User.objects.get(pseudonym="枫林晚")
    assert (person.email, person.verification, person.unfinished) == (EMAIL, "none", False)
    assert EmailAddress.objects.get(user=person).verified
    assert client.get("/me/account/").status_code == 200


def test_a_newcomers_next_page_does_not_speak_of_the_code(client: Client) -> None:
    doors.newcomer(client)
    assert "Your number is confirmed." not in client.get("/me/account/").content.decode()


def test_without_a_name_one_is_a_netizen_with_a_number(client: Client) -> None:
    person = doors.newcomer(client, pseudonym="")
    assert f"Netizen {person.pk}" in client.get("/me/account/").content.decode()


def test_what_was_agreed_to_is_on_record(client: Client) -> None:
    person = doors.newcomer(client)
    assert set(Consent.objects.filter(user=person).values_list("document", flat=True)) == {
        "terms",
        "privacy",
    }


def test_without_agreeing_no_account_is_opened_and_what_was_typed_is_kept(client: Client) -> None:
    answer = doors.sign_up(client, pseudonym="枫林晚", agreed="")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Without this we may not open an account for you." in page
    assert 'value="枫林晚"' in page
    assert not User.objects.filter(pseudonym="枫林晚").exists()


@pytest.mark.parametrize("phone", ["12345", "alice", "", "12800138000"])
def test_a_number_that_is_none_is_said_beside_the_field(client: Client, phone: str) -> None:
    answer = doors.sign_up(client, phone=phone)
    assert answer.status_code == 200
    assert 'id="id_phone_error"' in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("枫", "Two to twenty letters"),
        ("<b>枫林</b>", "Two to twenty letters"),
        ("打 13800138000", "long number"),
        ("市政府小李", "could be taken for an official"),
        ("Moderator 1", "could be taken for an official"),
        ("江边骑行者", "Somebody is called that already"),
    ],
)
def test_a_name_that_may_not_be_used_is_said_beside_the_field(
    client: Client, name: str, why: str
) -> None:
    User.objects.create_user("alice", pseudonym="江边骑行者")
    answer = doors.sign_up(client, pseudonym=name)
    assert answer.status_code == 200
    assert why in answer.content.decode()


def test_three_wrong_codes_and_one_begins_anew(client: Client) -> None:
    doors.sign_up(client)
    right = code_in_sms(PHONE)
    wrong = "000000" if right != "000000" else "111111"
    for _guess in range(2):
        page = client.post("/confirm/phone/", {"code": wrong})
        assert "This is not the code we sent" in page.content.decode()
    assert client.post("/confirm/phone/", {"code": wrong})["Location"] == "/sign-in/"
    assert client.post("/confirm/phone/", {"code": right})["Location"] == "/sign-in/"
    assert User.objects.get(phone=PHONE).unfinished


def test_whoever_lost_the_code_signs_up_again_under_the_same_name(client: Client) -> None:
    doors.sign_up(client, pseudonym="枫林晚")
    doors.later()
    person = doors.newcomer(doors.visitor(), pseudonym="枫林晚")
    assert User.objects.filter(pseudonym="枫林晚").get() == person


def test_who_begins_with_a_strangers_number_is_not_there_when_its_owner_comes(
    client: Client,
) -> None:
    stranger = doors.sign_up(client, password1="a stranger's long password")
    assert stranger["Location"] == "/confirm/phone/"
    doors.later()
    owner = doors.newcomer(doors.visitor(), pseudonym="枫林晚")
    assert User.objects.filter(phone=PHONE).get() == owner
    answer = doors.visitor().post(
        "/sign-in/", {"login": "13800138000", "password": "a stranger's long password"}
    )
    assert answer.status_code == 200


def test_somebody_who_is_signed_in_does_not_sign_up(client: Client) -> None:
    doors.newcomer(client)
    assert client.get("/sign-up/")["Location"] == "/me/account/"


def test_where_no_messages_can_be_sent_one_signs_up_by_e_mail(
    client: Client, settings: object
) -> None:
    settings.SMS_BACKEND = "none"  # type: ignore[attr-defined]
    page = client.get("/sign-up/").content.decode()
    assert 'name="email"' in page
    assert 'name="phone"' not in page
    assert "By mobile phone" not in page
    refused = client.post("/sign-in/code/", {"to": PHONE})
    assert 'id="id_to_error"' in refused.content.decode()
