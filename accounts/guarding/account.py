"""What an administrator may know of somebody's account: enough to guard it, no more."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from accounts import limits
from accounts.masking import masked_email, masked_phone
from accounts.models import User
from accounts.services import signins


@dataclass(frozen=True, slots=True)
class Account:
    """State and means of one account. Telephone and e-mail only as a reminder."""

    state: str
    phone: str
    email: str
    factors: list[Authenticator]
    sign_ins: int
    # Too many wrong attempts: nobody is let in for some minutes.
    limited: bool


def of(person: User) -> Account:
    """Return what is known of the account."""
    return Account(
        state="closed" if person.closed_at else "open" if person.is_active else "locked",
        phone=masked_phone(person.phone) if person.phone else "",
        email=masked_email(person.email or ""),
        factors=list(Authenticator.objects.filter(user=person).order_by("pk")),
        sign_ins=signins.open_ones(person).count(),
        limited=limits.is_limited(person),
    )
