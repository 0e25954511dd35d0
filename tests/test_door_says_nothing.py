"""Whether somebody has an account is told to nobody but the owner of the number or address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest
from django.core import mail

from accounts import phones
from tests import doors
from tests.doors import EMAIL, OTHER_EMAIL, OTHER_PHONE, PHONE, SECRET, sms_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letterbox")]
letterbox = doors.letterbox

# One step: where it is sent, and what. {to} is the number or the address.
Step = tuple[str, dict[str, str]]

SIGN_UP = {"pseudonym": "枫林晚", "password1": SECRET, "agreed": "on"}
BY_PHONE: Sequence[Step] = [
    ("/sign-up/", {"phone": "{to}", **SIGN_UP}),
    ("/confirm/phone/", {"code": "000000"}),
    ("/confirm/phone/", {"code": "", "action": "resend"}),
    ("/confirm/phone/", {"phone": OTHER_PHONE, "action": "change"}),
    ("/confirm/phone/", {"code": "000000"}),
    ("/confirm/phone/", {"code": "000000"}),
]
BY_EMAIL: Sequence[Step] = [
    ("/sign-up/?by=email", {"email": "{to}", **SIGN_UP}),
    ("/confirm/email/", {"code": "000000"}),
    ("/confirm/email/", {"code": "", "action": "resend"}),
    ("/confirm/email/", {"email": OTHER_EMAIL, "action": "change"}),
    ("/confirm/email/", {"code": "000000"}),
    ("/confirm/email/", {"code": "000000"}),
]
BY_CODE: Sequence[Step] = [
    ("/sign-in/code/", {"to": "{to}"}),
    ("/sign-in/code/confirm/", {"code": "000000"}),
    ("/sign-in/code/confirm/", {"code": "", "action": "resend"}),
    ("/sign-in/code/confirm/", {"code": "", "action": "resend"}),
    ("/sign-in/code/confirm/", {"code": "000000"}),
    ("/sign-in/code/confirm/", {"code": "000000"}),
]
FORGOTTEN: Sequence[Step] = [
    ("/sign-in/forgotten/", {"to": "{to}"}),
    ("/sign-in/forgotten/confirm/", {"code": "000000"}),
    ("/sign-in/forgotten/confirm/", {"code": "000000"}),
    ("/sign-in/forgotten/confirm/", {"code": "000000"}),
]
WRONG: Sequence[Step] = [("/sign-in/", {"login": "{to}", "password": "a wrong one"})] * 7

WAYS = [
    pytest.param(BY_PHONE, PHONE, OTHER_PHONE, id="sign up by telephone"),
    pytest.param(BY_EMAIL, EMAIL, OTHER_EMAIL, id="sign up by e-mail"),
    pytest.param(BY_CODE, PHONE, OTHER_PHONE, id="sign in by code, telephone"),
    pytest.param(BY_CODE, EMAIL, OTHER_EMAIL, id="sign in by code, e-mail"),
    pytest.param(FORGOTTEN, PHONE, OTHER_PHONE, id="forgotten, telephone"),
    pytest.param(FORGOTTEN, EMAIL, OTHER_EMAIL, id="forgotten, e-mail"),
    pytest.param(WRONG, PHONE, OTHER_PHONE, id="wrong password, telephone"),
    pytest.param(WRONG, EMAIL, OTHER_EMAIL, id="wrong password, e-mail"),
    pytest.param(WRONG, "alice", "elise", id="wrong password, user name"),
]
# The time, and how long what was sent itself is.
COUNTED = {"Expires", "Content-Length"}
_CSRF = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]+')


def walk(steps: Sequence[Step], to: str) -> list[Any]:
    """Go this way from a new browser; return all that it was answered, the page after it too."""
    doors.later()
    visitor = doors.visitor()
    told: list[Any] = []
    for address, fields in steps:
        data = {name: value.replace("{to}", to) for name, value in fields.items()}
        answer = visitor.post(address, data)
        told.append(_told(answer, to))
        if answer.status_code == 302:
            told.append(_told(visitor.get(answer["Location"]), to))
        # What counts by seconds is not what is looked at here.
        if "action" in fields:
            doors.later()
    return told


def _told(answer: Any, to: str) -> tuple[Any, ...]:
    """Return everything a client can see, but for what is random and what it sent itself."""
    body = _CSRF.sub(r"\1", answer.content.decode())
    for form in (to, phones.spaced(to)):
        body = body.replace(form, "{to}")
    headers = {name: answer.headers[name] for name in answer.headers if name not in COUNTED}
    cookies = {
        name: (morsel["max-age"], bool(morsel.value)) for name, morsel in answer.cookies.items()
    }
    return answer.status_code, headers, cookies, body


@pytest.mark.parametrize(("steps", "known", "unknown"), WAYS)
def test_known_and_unknown_get_the_same_answers_byte_by_byte(
    steps: Sequence[Step], known: str, unknown: str
) -> None:
    doors.member()
    for to_known, to_unknown in zip(walk(steps, known), walk(steps, unknown), strict=True):
        assert to_known == to_unknown


def test_the_ways_compared_really_lead_somewhere() -> None:
    doors.member()
    for steps in (BY_PHONE, BY_CODE, FORGOTTEN):
        statuses = [status for status, *_rest in walk(steps, PHONE)]
        assert statuses[:2] == [302, 200]
    everything = [walk(way, PHONE) for way in (BY_PHONE, BY_EMAIL, BY_CODE, FORGOTTEN, WRONG)]
    assert 500 not in [status for told in everything for status, *_rest in told]


def test_the_owner_of_a_number_is_told_of_a_sign_up_with_it() -> None:
    doors.member()
    doors.sign_up(doors.visitor())
    assert sms_to(PHONE) == [
        "[Huiyin] Somebody wanted to sign up with this number, but it has an account"
        " already. If that was you, please sign in with a code."
    ]


def test_the_owner_of_an_address_is_told_of_a_sign_up_with_it() -> None:
    doors.member()
    doors.sign_up(doors.visitor(), email=EMAIL)
    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    assert letter.subject == "You have an account already"
    assert "please sign in with a code" in str(letter.body)


def test_whoever_has_no_account_is_told_when_a_code_was_wanted() -> None:
    doors.visitor().post("/sign-in/code/", {"to": OTHER_EMAIL})
    doors.visitor().post("/sign-in/forgotten/", {"to": OTHER_PHONE})
    assert mail.outbox[0].subject == "No account with this address"
    assert "it has no account" in sms_to(OTHER_PHONE)[0]


def test_a_name_does_not_tell_whether_the_number_it_was_tried_with_has_an_account() -> None:
    doors.member()

    def probe(number: str, name: str) -> bool:
        """Sign up with this number, then try the same name with a number of one's own."""
        doors.sign_up(doors.visitor(), phone=number, pseudonym=name)
        again = doors.sign_up(doors.visitor(), phone="+8613700137000", pseudonym=name)
        return bool(again.status_code == 302)

    assert probe(PHONE, "枫林晚") == probe(OTHER_PHONE, "晚枫林")


def test_signing_up_with_a_taken_number_changes_nothing() -> None:
    alice = doors.member(pseudonym="江边骑行者")
    doors.sign_up(doors.visitor(), pseudonym="枫林晚", password1="another long password")
    alice.refresh_from_db()
    assert (alice.pseudonym, alice.check_password(SECRET)) == ("江边骑行者", True)
    assert type(alice).objects.filter(phone=PHONE).count() == 1


@pytest.mark.parametrize("login", [PHONE, EMAIL, "alice", OTHER_PHONE, OTHER_EMAIL, "elise"])
def test_every_sign_in_costs_one_hash(login: str, monkeypatch: pytest.MonkeyPatch) -> None:
    doors.member()
    hashed: list[str] = []
    from django.contrib.auth.hashers import MD5PasswordHasher

    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    doors.visitor().post("/sign-in/", {"login": login, "password": "a wrong one"})
    assert hashed == ["a wrong one"]
