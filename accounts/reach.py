"""Who can be reached at a number or an address.

Whoever has not yet shown that it is theirs counts for nothing: else one could open an account
with somebody else's number, and be there when its owner comes.
"""

from __future__ import annotations

from allauth.account.models import EmailAddress

from accounts.models import User


def by_phone(phone: str) -> User | None:
    """Return the person whose number this is."""
    return User.objects.filter(phone=phone, unfinished=False).first()


def by_email(email: str) -> User | None:
    """Return the person whose address this is: who confirmed it, else for whom it was entered."""
    confirmed = EmailAddress.objects.filter(email=email, verified=True).select_related("user")
    found = confirmed.first()
    if found is not None:
        return found.user  # type: ignore[no-any-return]
    entered = EmailAddress.objects.filter(email=email, user__unfinished=False)
    other = entered.select_related("user").order_by("pk").first()
    if other is not None:
        return other.user  # type: ignore[no-any-return]
    return User.objects.filter(email=email, unfinished=False).order_by("pk").first()


def email_of(user: User) -> str:
    """Return the address that this person confirmed, or ""."""
    found = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary").first()
    return found.email if found else ""
