"""Telephone numbers, as allauth wants to know and use them."""

from __future__ import annotations

from functools import partial
from typing import Any

from allauth.core import context
from django.contrib import messages
from django.utils.translation import gettext as _

from accounts import outgoing, reach, sms
from accounts.adapters import allowance
from accounts.models import User
from accounts.phones import PhoneField
from accounts.services import reaching


class Phones:
    """Numbers are kept in User.phone; messages go out through accounts.sms."""

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        """Return the field in which a number is typed."""
        kwargs.pop("label", None)
        return PhoneField(**kwargs)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        """Return a person's number and whether it was verified."""
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """Keep the number of somebody who has just signed up."""
        reaching.set_phone(user, phone, verified=verified)

    def set_phone_verified(self, user: User, phone: str) -> None:
        """Keep a number whose code came back; it may be a new one."""
        reaching.set_phone(user, phone, verified=True)

    def get_user_by_phone(self, phone: str) -> User | None:
        """Return whose number this is."""
        return reach.by_phone(phone)

    def send_verification_code_sms(
        self, user: User | None, phone: str, code: str, **about: Any
    ) -> None:
        """Send a code. Raises RateLimited.

        Where a number is confirmed allauth has counted already ("verify_phone"), also when it
        only pretends to send; elsewhere, by what it tells us about, it has not.
        """
        if "reauthentication" in about:
            allowance.take(context.request, phone)
        words = _("[Huiyin] Your code is {code}. It is good for 10 minutes. Give it to nobody.")
        _send(phone, words.format(code=code))

    def send_unknown_account_sms(self, phone: str, **_about: Any) -> None:
        """Tell the owner of a number that it opens no account here. Raises RateLimited."""
        allowance.take(context.request, phone)
        words = _(
            "[Huiyin] Somebody wanted to sign in with this number, but it has no account."
            " If that was you, please sign up first."
        )
        _send(phone, words)

    def send_account_already_exists_sms(self, phone: str) -> None:
        """Tell the owner of a number that it has an account already."""
        words = _(
            "[Huiyin] Somebody wanted to sign up with this number, but it has an account"
            " already. If that was you, please sign in with a code."
        )
        _send(phone, words)


def _send(phone: str, text: str) -> None:
    """Send soon, if there is a way out and the day's allowance is not used up."""
    if not sms.available() or not allowance.left_today():
        messages.error(context.request, _("Text messages cannot be sent at the moment."))
        return
    outgoing.soon(partial(sms.send, phone, text), waits=sms.waits())
