"""Reads about people."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from guardian.conf.settings import ANONYMOUS_USER_NAME

from accounts import reach
from accounts.models import Revocation, User
from accounts.phones import normalised
from accounts.principals import Principal
from log.codes import Refused

# Codes to fall back on are no factor of their own.
_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def standing(principals: Iterable[Principal]) -> dict[str, str]:
    """Return {key: level of verification} of those whose token still counts, in one query.

    That is: who is active, and of the present version. A guest counts, at no level.
    """
    everyone = list(principals)
    people = {p.user_id: p for p in everyone if p.user_id}
    guests = {p.key: "" for p in everyone if p.is_guest}
    rows = User.objects.filter(pk__in=people, is_active=True).values_list(
        "pk", "token_version", "verification"
    )
    return guests | {
        f"u:{pk}": level for pk, version, level in rows if people[pk].version == version
    }


def account_holders() -> QuerySet[User]:
    """Return everybody who has an account: not guardian's stand-in for who is not signed in."""
    return User.objects.exclude(username=ANONYMOUS_USER_NAME)


def current(principals: Iterable[Principal]) -> set[str]:
    """Return the keys of those whose token still counts."""
    return set(standing(principals))


def demand_current(principal: Principal) -> None:
    """Raise Refused("token_expired") unless the principal's token still counts."""
    if principal.key not in current([principal]):
        raise Refused("token_expired")


def staff_names(keys: Iterable[str]) -> dict[str, str]:
    """Return {key: name as colleagues know it} of those of these principals who have an account."""
    ids = {int(key[2:]) for key in keys if key.startswith("u:")}
    people = User.objects.filter(pk__in=ids) if ids else ()
    return {f"u:{person.pk}": person.get_full_name() for person in people}


def revocations_since(since: datetime) -> list[tuple[str, int]]:
    """Return (principal, version) of the revocations made since then.

    By time and not by id: on PostgreSQL a lower id may become visible after a higher one.
    """
    rows = Revocation.objects.filter(at__gte=since).order_by("pk")
    return list(rows.values_list("principal", "version"))


def person_named(words: str) -> User | None:
    """Return who has exactly this user name, else this public name."""
    named = User.objects.filter(Q(username=words.strip()) | Q(pseudonym=words.strip()))
    return next((user for user in named.order_by("pk")[:1] if words.strip()), None)


def person_called(words: str) -> User | None:
    """Return who has exactly this user name, public name, telephone number or e-mail address.

    Telephone numbers and addresses are encrypted: nobody can look for a part of one.
    """
    words = words.strip()
    if not words:
        return None
    found = person_named(words)
    if found is None and (phone := normalised(words)):
        found = reach.by_phone(phone)
    if found is None and "@" in words:
        found = reach.by_email(words)
    return found


def with_factor(users: Collection[int]) -> set[int]:
    """Return the ids of those of the people who have a second factor, in one query."""
    rows = Authenticator.objects.filter(user_id__in=users, type__in=_FACTORS)
    return set(rows.values_list("user_id", flat=True))
