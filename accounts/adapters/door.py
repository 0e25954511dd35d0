"""Who comes in, under which name, and where the door leads."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts import addresses, looks
from accounts.models import User
from accounts.security import Happening
from accounts.services import reaching, revoke_tokens
from accounts.services.security import record
from accounts.services.telling import Notice, tell

_NO_MATCH = _("That did not fit together. Please check what you entered, or sign in with a code.")
_CONFIRMED = {"account/messages/phone_verified.txt", "account/messages/email_confirmed.txt"}
VERIFY_EMAIL = "allauth.account.stages.EmailVerificationStage"


class Door(DefaultAccountAdapter):
    """Signing up and in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _NO_MATCH,
        "phone_password_mismatch": _NO_MATCH,
        "username_password_mismatch": _NO_MATCH,
        "too_many_login_attempts": _("Too many attempts. Please wait a few minutes."),
        "rate_limited": _("That was a little too fast. Please wait half a minute."),
        "incorrect_code": _("This is not the code we sent. Please look again."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your password."),
        "email_taken": _("This address belongs to another account."),
        "phone_taken": _("This number belongs to another account."),
        "duplicate_email": _("This is your address already."),
        "same_as_current": _("This is your number already."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return where a request comes from: what limits are counted by."""
        return addresses.client(request) or "::"

    def is_safe_url(self, url: str) -> bool:
        """Return whether one may be led there after signing in: to this site only."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def get_login_stages(self) -> list[str]:
        """Return what stands between a password and the inside; of addresses, only our stage."""
        stages = super().get_login_stages()
        ours = "accounts.adapters.stages.VerifyEmail"
        return [ours if stage == VERIFY_EMAIL else stage for stage in stages]

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """Give a newcomer a user name that tells nothing about them."""
        user.username = user.username or f"n-{secrets.token_hex(8)}"

    def new_user(self, request: HttpRequest) -> User:
        """Return somebody who has yet to show that the number or the address is theirs."""
        return User(unfinished=True)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *about: Any,
        **more: Any,
    ) -> None:
        """Say what happened; to a newcomer, being inside says that the code was right.

        Where they land shows no messages, so it would come up on some later, unrelated page.
        """
        if request.user.is_authenticated or message_template not in _CONFIRMED:
            super().add_message(request, level, message_template, *about, **more)

    def login(self, request: HttpRequest, user: User) -> None:
        """Let somebody in: every stage is behind them."""
        reaching.finish(user)
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: User, **about: Any) -> HttpResponse:
        """Lead to where one wanted, in one's own language and looks."""
        response: HttpResponse = super().post_login(request, user, **about)
        looks.carry(request, response, user)
        return response

    def set_password(self, user: User, password: str) -> None:
        """Set a password and end the tokens that the old one opened; no line, no password.

        Its owner is told. Whoever is not signed in yet has forgotten the old one.
        """
        own = context.request.user == user
        with transaction.atomic():
            super().set_password(user, password)
            revoke_tokens(user)
            record(Happening.PASSWORD_CHANGED if own else Happening.PASSWORD_RESET, user=user)
            tell(user, Notice.PASSWORD_CHANGED)

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """Return whether something else would still open the account."""
        user = email_address.user
        confirmed_phone = bool(user.phone and user.phone_verified)
        return not email_address.verified or confirmed_phone or user.has_usable_password()

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return where one lands after changing the password."""
        return reverse("account")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        """Return where one lands after confirming an address."""
        return reverse("account")
