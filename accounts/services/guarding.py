"""What a security administrator does to an account: lock, unlock, take its second factors away.

Each act needs a reason, is on record twice (audit log and security log), ends the sign-ins, and
the person is told. Nobody does it to their own account.
"""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts import limits, rules
from accounts.models import User
from accounts.principals import Principal
from accounts.security import Happening
from accounts.services import audit, security, signins
from accounts.services.rights import hold_guardians
from accounts.services.telling import Notice, tell
from log.codes import Refused


def lock(person: User, *, by: Principal, reason: str) -> None:
    """Lock an account and end its sign-ins; nothing happens when it is locked already.

    Appends person.locked. Raises Refused: not_allowed, not_on_yourself, words_needed, not_found.
    """
    with transaction.atomic():
        person = _held(person, by, reason)
        if not person.is_active:
            return
        person.is_active = False
        person.save(update_fields=["is_active"])
        signins.end_all(person)
        security.record(Happening.ACCOUNT_LOCKED, user=person, detail={"reason": reason})
        tell(person, Notice.LOCKED, reason)
        audit.record("person.locked", person, by=by, reason=reason)


def unlock(person: User, *, by: Principal, reason: str) -> None:
    """Open a locked account again. Appends person.unlocked. Raises as `lock` does."""
    with transaction.atomic():
        person = _held(person, by, reason)
        if person.is_active:
            return
        person.is_active = True
        person.save(update_fields=["is_active"])
        security.record(Happening.ACCOUNT_UNLOCKED, user=person, detail={"reason": reason})
        tell(person, Notice.UNLOCKED, reason)
        audit.record("person.unlocked", person, by=by, reason=reason)


def reset_factors(person: User, *, by: Principal, reason: str) -> None:
    """Remove all second factors of somebody who lost theirs, and end their sign-ins.

    Appends person.second_factor_reset. Raises as `lock` does.
    """
    with transaction.atomic():
        person = _held(person, by, reason)
        factors = Authenticator.objects.filter(user=person)
        if not factors.exists():
            return
        factors.delete()
        signins.end_all(person)
        security.record(Happening.FACTORS_RESET, user=person, detail={"reason": reason})
        tell(person, Notice.FACTORS_RESET, reason)
        audit.record("person.second_factor_reset", person, by=by, reason=reason)


def lift_limit(person: User, *, by: Principal, reason: str) -> None:
    """Forget the wrong attempts that keep everybody out of an account for a while.

    Appends person.limit_lifted. Raises as `lock` does.
    """
    with transaction.atomic():
        person = _held(person, by, reason)
        if not limits.is_limited(person):
            return
        security.record(Happening.LIMIT_LIFTED, user=person, detail={"reason": reason})
        audit.record("person.limit_lifted", person, by=by, reason=reason)
        transaction.on_commit(limits.lifting(person))


def _held(person: User, by: Principal, reason: str) -> User:
    """Return the person as they are now, held to the end of the transaction; or refuse."""
    # First of all: whoever was locked a moment ago by another locks nobody any more.
    hold_guardians()
    rules.demand(rules.may_guard_platform(rules.duty_of(by)))
    if person.pk == by.user_id:
        raise Refused("not_on_yourself")
    if not reason.strip():
        raise Refused("words_needed")
    held = User.objects.select_for_update().filter(pk=person.pk, closed_at=None).first()
    if held is None:
        raise Refused("not_found")
    return held
