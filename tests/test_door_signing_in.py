"""Coming in: by password, by code, having forgotten the password; and where the door leads."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from tests import doors
from tests.doors import EMAIL, OTHER_PHONE, PHONE, SECRET, code_in_mail, code_in_sms, is_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letterbox")]
client, letterbox = doors.client, doors.letterbox


@pytest.mark.parametrize(
    "login", ["alice", "13800138000", "+86 138 0013 8000", EMAIL, EMAIL.upper(), " alice "]
)
def test_number_address_and_user_name_all_open_with_the_password(
    client: Client, login: str
) -> None:
    alice = doors.member()
    answer = client.post("/sign-in/", {"login": login, "password": SECRET})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_in(client, alice)


def test_a_colleague_without_number_or_address_comes_in(client: Client) -> None:
    charlie = User.objects.create_user("charlie", password=SECRET)
    client.post("/sign-in/", {"login": "charlie", "password": SECRET})
    assert is_in(client, charlie)


def test_a_colleague_whose_address_nobody_confirmed_comes_in_by_name(client: Client) -> None:
    charlie = User.objects.create_user("charlie", email=EMAIL, password=SECRET)
    client.post("/sign-in/", {"login": "charlie", "password": SECRET})
    assert is_in(client, charlie)


def test_who_comes_in_by_an_address_nobody_confirmed_confirms_it(client: Client) -> None:
    charlie = User.objects.create_user("charlie", email=EMAIL, password=SECRET)
    answer = client.post("/sign-in/", {"login": EMAIL, "password": SECRET})
    assert answer["Location"] == "/confirm/email/"
    assert not is_in(client)
    client.post("/confirm/email/", {"code": code_in_mail(EMAIL)})
    assert is_in(client, charlie)


@pytest.mark.parametrize("to", ["138 0013 8000", EMAIL])
def test_a_code_opens_without_a_password(client: Client, to: str) -> None:
    alice = doors.member()
    answer = client.post("/sign-in/code/?next=/me/", {"to": to})
    assert answer["Location"] == "/sign-in/code/confirm/?next=%2Fme%2F"
    code = code_in_mail(EMAIL) if "@" in to else code_in_sms(PHONE)
    answer = client.post("/sign-in/code/confirm/", {"code": code, "next": "/me/"})
    assert answer["Location"] == "/me/"
    assert is_in(client, alice)


def test_the_pages_that_ask_for_a_code_say_where_it_went(client: Client) -> None:
    doors.member()
    client.post("/sign-in/code/", {"to": PHONE})
    assert "138 0013 8000" in client.get("/sign-in/code/confirm/").content.decode()


def test_a_code_is_good_for_ten_minutes(client: Client) -> None:
    doors.member()
    client.post("/sign-in/code/", {"to": PHONE})
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 601
    session.save()
    answer = client.post("/sign-in/code/confirm/", {"code": code_in_sms(PHONE)})
    assert answer["Location"] == "/sign-in/code/"
    assert not is_in(client)


def test_what_is_neither_number_nor_address_is_said_beside_the_field(client: Client) -> None:
    page = client.post("/sign-in/code/", {"to": "alice"}).content.decode()
    assert 'id="id_to_error"' in page
    assert "Please enter a mobile number or an e-mail address." in page


def test_a_locked_account_is_told_so_only_to_whoever_has_its_password(client: Client) -> None:
    doors.member(is_active=False)
    answer = client.post("/sign-in/", {"login": "alice", "password": SECRET})
    assert answer["Location"] == "/sign-in/inactive/"
    assert "This account is locked" in client.get("/sign-in/inactive/").content.decode()
    wrong = client.post("/sign-in/", {"login": "alice", "password": "not hers"})
    assert wrong.status_code == 200
    assert not is_in(client)


@pytest.mark.parametrize("to", [PHONE, EMAIL])
def test_whoever_forgot_the_password_chooses_a_new_one_by_a_code(client: Client, to: str) -> None:
    alice = doors.member()
    before = alice.token_version
    elsewhere = doors.visitor()
    elsewhere.post("/sign-in/", {"login": "alice", "password": SECRET})
    answer = client.post("/sign-in/forgotten/", {"to": to})
    assert answer["Location"] == "/sign-in/forgotten/confirm/"
    code = code_in_mail(EMAIL) if "@" in to else code_in_sms(PHONE)
    answer = client.post("/sign-in/forgotten/confirm/", {"code": code})
    assert answer["Location"] == "/sign-in/forgotten/new/"
    new = {"password1": "eight elms by the river", "password2": "eight elms by the river"}
    answer = client.post("/sign-in/forgotten/new/", new)
    assert answer["Location"] == "/sign-in/forgotten/done/"
    alice.refresh_from_db()
    assert alice.check_password("eight elms by the river")
    assert alice.token_version > before
    assert elsewhere.get("/me/account/")["Location"].startswith("/sign-in/")


def test_a_weak_new_password_is_said_beside_the_field(client: Client) -> None:
    doors.member()
    client.post("/sign-in/forgotten/", {"to": PHONE})
    client.post("/sign-in/forgotten/confirm/", {"code": code_in_sms(PHONE)})
    page = client.post("/sign-in/forgotten/new/", {"password1": "12345", "password2": "12345"})
    assert 'id="id_password1_error"' in page.content.decode()


def test_the_new_password_is_not_chosen_without_the_code(client: Client) -> None:
    doors.member()
    client.post("/sign-in/forgotten/", {"to": PHONE})
    answer = client.post("/sign-in/forgotten/new/", {"password1": SECRET, "password2": SECRET})
    assert answer["Location"] == "/sign-in/forgotten/confirm/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "javascript:alert(1)",
        "http://testserver.evil.example/",
        "https://localhost/",
    ],
)
def test_the_door_leads_nowhere_else(client: Client, elsewhere: str) -> None:
    doors.member()
    answer = client.post("/sign-in/", {"login": "alice", "password": SECRET, "next": elsewhere})
    assert answer["Location"] == "/"


def test_the_door_leads_back_to_where_one_was(client: Client) -> None:
    doors.member()
    page = client.get("/sign-in/?next=/me/").content.decode()
    assert '<input type="hidden" name="next" value="/me/">' in page
    answer = client.post("/sign-in/", {"login": "alice", "password": SECRET, "next": "/me/"})
    assert answer["Location"] == "/me/"


def test_leaving_ends_the_tokens(client: Client) -> None:
    alice = doors.member()
    client.post("/sign-in/", {"login": "alice", "password": SECRET})
    client.post("/sign-out/")
    before = alice.token_version
    alice.refresh_from_db()
    assert alice.token_version == before + 1
    assert not is_in(client)


@pytest.mark.parametrize("to", [PHONE, EMAIL])
def test_a_code_is_sent_once_more_and_then_the_new_one_counts(client: Client, to: str) -> None:
    doors.member()
    client.post("/sign-in/code/?next=/me/", {"to": to})
    doors.later()
    code_for = code_in_mail if to == EMAIL else code_in_sms
    first = code_for(to)
    again: Any = client.post("/sign-in/code/confirm/?next=/me/", {"action": "resend"})
    assert (again.status_code, again.url) == (302, "/sign-in/code/confirm/?next=%2Fme%2F")
    assert code_for(to) != first
    client.post("/sign-in/code/confirm/", {"code": code_for(to)})
    assert is_in(client)


def test_a_code_asked_for_too_soon_leaves_the_first_one_good(client: Client) -> None:
    doors.member()
    client.post("/sign-in/code/", {"to": PHONE})
    client.post("/sign-in/code/confirm/", {"action": "resend"})
    assert len(doors.sms_to(PHONE)) == 1
    client.post("/sign-in/code/confirm/", {"code": doors.code_in_sms(PHONE)})
    assert is_in(client)


def test_a_code_for_a_number_without_an_account_opens_nothing(client: Client) -> None:
    client.post("/sign-in/code/", {"to": OTHER_PHONE})
    assert doors.sms_to(OTHER_PHONE) == [
        "[Huiyin] Somebody wanted to sign in with this number, but it has no account."
        " If that was you, please sign up first."
    ]
    for code in ("", "000000", "      "):
        client.post("/sign-in/code/confirm/", {"code": code})
    assert not is_in(client)
    assert mail.outbox == []


# --- The admin --------------------------------------------------------------------


def test_the_admin_has_no_door_of_its_own(client: Client) -> None:
    answer = client.get("/admin/login/?next=/admin/")
    assert answer["Location"] == "/sign-in/?next=%2Fadmin%2F"
    User.objects.create_superuser("root", password=SECRET)
    answer = client.post("/admin/login/", {"username": "root", "password": SECRET})
    assert answer["Location"].startswith("/sign-in/")
    assert not is_in(client)


def test_a_netizen_is_not_let_into_the_admin(client: Client) -> None:
    client.force_login(doors.member())
    assert client.get("/admin/login/").status_code == 403
    assert client.get("/admin/").status_code in {302, 403}


def test_leaving_the_admin_is_leaving_altogether(client: Client) -> None:
    root = User.objects.create_superuser("root", password=SECRET)
    client.force_login(root)
    before = root.token_version
    client.post("/admin/logout/")
    root.refresh_from_db()
    assert root.token_version == before + 1
    assert not is_in(client)


def test_whoever_signs_in_where_somebody_else_is_takes_their_place(client: Client) -> None:
    client.force_login(User.objects.create_user("bob"))
    alice = doors.member()
    answer = client.post("/sign-in/", {"login": "alice", "password": SECRET})
    assert answer.status_code == 302
    assert is_in(client, alice)
    assert client.get("/me/account/").status_code == 200
