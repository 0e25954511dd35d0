"""Going through the door in tests: the letterbox, the codes in it, and who signs up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from accounts.sms import memory

PHONE = "+8613800138000"
OTHER_PHONE = "+8613900139000"
EMAIL = "maple@example.org"
OTHER_EMAIL = "elm@example.org"
SECRET = "seven maples by the river"
_CODE = re.compile(r"\b\d{6}\b")


@pytest.fixture
def letterbox(settings: Any) -> Iterator[None]:
    """Let text messages stay in memory, and begin with none."""
    settings.SMS_BACKEND = "memory"
    memory.outbox.clear()
    yield
    memory.outbox.clear()


def visitor() -> Client:
    """Return a browser nobody is signed in with, whose owner reads English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def client() -> Client:
    """Be such a visitor."""
    return visitor()


def later() -> None:
    """Let so much time go by that nothing counts against anybody any more."""
    cache.clear()


def sign_up(client: Client, *, email: str = "", **fields: str) -> Any:
    """Send the first form: with a number, or with an address."""
    data = {"pseudonym": "", "password1": SECRET, "agreed": "on"}
    data |= {"email": email} if email else {"phone": PHONE}
    return client.post("/sign-up/?by=email" if email else "/sign-up/", data | fields)


def newcomer(client: Client, **fields: str) -> User:
    """Sign up with a number and its code; return who came in."""
    sign_up(client, **fields)
    client.post("/confirm/phone/", {"code": code_in_sms(fields.get("phone", PHONE))})
    return User.objects.get(pk=client.session["_auth_user_id"])


def sms_to(phone: str) -> list[str]:
    """Return the texts sent to a number, the newest last."""
    return [sms.text for sms in memory.outbox if sms.phone == phone]


def code_in_sms(phone: str) -> str:
    """Return the code in the newest message to this number."""
    return _code(sms_to(phone)[-1])


def code_in_mail(email: str) -> str:
    """Return the code in the newest letter to this address."""
    return _code(str([letter for letter in mail.outbox if letter.to == [email]][-1].body))


def _code(text: str) -> str:
    found = _CODE.search(text)
    assert found, text
    return found[0]


def member(username: str = "alice", **fields: Any) -> User:
    """Return somebody who has an account with a confirmed number and address."""
    known: dict[str, Any] = {
        "phone": PHONE,
        "phone_verified": True,
        "email": EMAIL,
        "password": SECRET,
    }
    user = User.objects.create_user(username, **known | fields)
    if user.email:
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def is_in(client: Client, user: User | None = None) -> bool:
    """Return whether somebody (this person) is signed in here."""
    found = client.session.get("_auth_user_id")
    return found is not None and (user is None or found == str(user.pk))
