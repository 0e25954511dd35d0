"""What an administrator may know of somebody's account: enough to guard it, no more."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from accounts.models import User


@dataclass(frozen=True, slots=True)
class Account:
    """State and means of one account. Telephone and e-mail only as a reminder."""

    state: str
    phone: str
    email: str
    factors: list[Authenticator]
    sign_ins: int


def of(person: User) -> Account:
    """Return what is known of the account."""
    return Account(
        state="closed" if person.closed_at else "open" if person.is_active else "locked",
        phone=masked_phone(person.phone or ""),
        email=masked_email(person.email or ""),
        factors=list(Authenticator.objects.filter(user=person).order_by("pk")),
        sign_ins=UserSession.objects.filter(user=person).count(),
    )


def masked_phone(phone: str) -> str:
    """Return a telephone number with its middle hidden."""
    bare = phone.removeprefix("+86")
    return f"{bare[:3]}****{bare[-4:]}" if len(bare) > 7 else "*" * len(bare)


def masked_email(email: str) -> str:
    """Return an address of which the first letter and the domain can be read."""
    name, at, domain = email.rpartition("@")
    return f"{name[:1]}***{at}{domain}" if at else ""
