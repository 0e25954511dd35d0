"""Second factors in tests: an authenticator app, and whoever has one."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from tests import cast


def code_of(secret: str) -> str:
    """Return what an app with this secret shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def give_app(user: User) -> str:
    """Give somebody an authenticator app; return its secret."""
    secret: str = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    user.refresh_from_db()
    return secret


def recovery_codes(user: User) -> list[str]:
    """Return somebody's recovery codes that are left."""
    codes = Authenticator.objects.get(user=user, type="recovery_codes").wrap()
    left: list[str] = codes.get_unused_codes()
    return left


def browser() -> Client:
    """Return a browser nobody is signed in with, whose owner reads English."""
    return Client(headers={"accept-language": "en"})


def sign_in(client: Client, username: str, *, then: str = "") -> Any:
    """Send user name and password."""
    data = {"login": username, "password": cast.PASSWORD, "next": then}
    return client.post("/sign-in/", data)


def sign_in_wrongly(client: Client, username: str) -> Any:
    """Send a password that is not theirs."""
    return client.post("/sign-in/", {"login": username, "password": "not " + cast.PASSWORD})


def sign_in_with_app(client: Client, user: User, secret: str, *, then: str = "") -> Any:
    """Sign in with password and app; return the last answer."""
    sign_in(client, user.username, then=then)
    cache.clear()  # a code counts once, and this test may have used it
    return client.post("/sign-in/factor/", {"code": code_of(secret)})


def confirm_with_password(client: Client, then: str = "/me/account/factors/") -> Any:
    """Show again that it is oneself."""
    return client.post(f"/sign-in/again/?next={then}", {"password": cast.PASSWORD, "next": then})
