"""Writes about how people are reached: numbers, and sign-ups that nobody finished."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User, Verification
from accounts.security import Happening
from accounts.services.security import record

# So long a sign-up waits for its code; codes themselves are good for ten minutes.
UNFINISHED_DAYS = 1


def set_phone(user: User, phone: str, *, verified: bool) -> None:
    """Give a person this number; sign-ups with it that nobody finished are dropped.

    A verified one is written into the security log. Raises IntegrityError when it is another
    person's.
    """
    with transaction.atomic():
        drop_unfinished(phone=phone, but=user)
        if verified and (user.phone, user.phone_verified) != (phone, True):
            record(Happening.CONTACT_CHANGED, user=user)
        user.phone, user.phone_verified = phone, verified
        if verified and user.verification == Verification.NONE:
            user.verification = Verification.PHONE
        user.save(update_fields=["phone", "phone_verified", "verification"])


def remove_phone(user: User) -> None:
    """Take a person's number away, and with it what rested on it; the security log says so."""
    user.phone, user.phone_verified = None, False
    if user.verification == Verification.PHONE:
        user.verification = Verification.NONE
    with transaction.atomic():
        user.save(update_fields=["phone", "phone_verified", "verification"])
        record(Happening.CONTACT_CHANGED, user=user)


def finish(user: User) -> None:
    """Let a sign-up count: its number or address was shown to be theirs."""
    if user.unfinished:
        user.unfinished = False
        user.save(update_fields=["unfinished"])


def drop_unfinished(*, phone: str = "", email: str = "", but: User | None = None) -> None:
    """Delete sign-ups with this number or address that nobody finished."""
    waiting = User.objects.filter(unfinished=True, last_login=None)
    if but is not None:
        waiting = waiting.exclude(pk=but.pk)
    if phone:
        waiting.filter(phone=phone).delete()
    if email:
        owners = EmailAddress.objects.filter(email=email).values("user")
        waiting.filter(pk__in=owners).delete()


def forget_unfinished(now: datetime) -> None:
    """Delete sign-ups that were not finished within a day. Called by the clock."""
    late = now - timedelta(days=UNFINISHED_DAYS)
    User.objects.filter(unfinished=True, last_login=None, date_joined__lt=late).delete()
