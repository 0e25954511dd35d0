"""Real names: kept when a verifier confirmed them, deleted when taken back, looked at on record."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.agreements import REAL_NAME
from accounts.models import Identity, User, Verification
from accounts.services import consent
from accounts.services.rights import locked
from log.codes import Refused


def keep(user: User, *, name: str, id_number: str, verifier: str, reference: str) -> None:
    """Keep a confirmed identity, sealed; the person's level becomes "real".

    Notes the separate consent that the law asks for (个人信息保护法 29). Raises
    Refused("not_found") for whoever closed the account while the verifier was asked.
    """
    with transaction.atomic():
        user = locked(user)
        if user.closed_at:
            raise Refused("not_found")
        consent.agree(user, [REAL_NAME])
        Identity.objects.update_or_create(
            user=user,
            defaults={
                "name": name,
                "id_number": id_number,
                "verifier": verifier,
                "reference": reference,
                "verified_at": timezone.now(),
            },
        )
        _set_level(user, Verification.REAL)


def withdraw(user: User) -> None:
    """Delete a person's identity; the level falls back to the telephone, or to none.

    Consent is taken back with it (个人信息保护法 15, 47).
    """
    with transaction.atomic():
        user = locked(user)
        Identity.objects.filter(user=user).delete()
        consent.withdraw(user, REAL_NAME.name)
        _set_level(user, Verification.PHONE if user.phone_verified else Verification.NONE)


def _set_level(user: User, level: Verification) -> None:
    if user.verification != level:
        user.verification = level
        user.save(update_fields=["verification"])
