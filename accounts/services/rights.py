"""Who may do what: giving and taking rights in units, and the three separated duties.

Nobody gives anything to themselves. An auditor holds nothing else. Each act is on record and
ends the person's tokens, for open sockets know the rights they began with.
"""

from __future__ import annotations

from django.db import transaction
from guardian.shortcuts import assign_perm, remove_perm

from accounts import rules
from accounts.events import ActName
from accounts.holding import holds_anything
from accounts.models import Duty, Organisation, OrganisationUserPermission, User
from accounts.principals import Principal
from accounts.services import audit
from accounts.services.tokens import revoke_tokens
from log.codes import Refused


def give(user: User, right: str, unit: Organisation, *, by: Principal) -> None:
    """Give a person a right in a unit and all below it. Appends right.given.

    Raises Refused: not_yours, own_rights, auditor_apart.
    """
    with transaction.atomic():
        user = demand_may_hold(user, by)
        _demand_giver(by, right, unit)
        if has(user, right, unit):
            return
        assign_perm(f"accounts.{rules.UNIT_RIGHTS[right]}", user, unit)
        revoke_tokens(user)
        audit.record("right.given", user, by=by, changes={right: ("", unit)}, unit=unit)


def take(user: User, right: str, unit: Organisation, *, by: Principal) -> None:
    """Take a right in a unit away. Appends right.taken. Raises Refused("not_yours")."""
    with transaction.atomic():
        user = locked(user)
        _demand_giver(by, right, unit)
        if not has(user, right, unit):
            return
        remove_perm(f"accounts.{rules.UNIT_RIGHTS[right]}", user, unit)
        revoke_tokens(user)
        audit.record("right.taken", user, by=by, changes={right: (unit, "")}, unit=unit)


def set_duty(user: User, duty: str, *, by: Principal) -> None:
    """Give a person one of the duties, or none. Appends duty.given or duty.taken.

    Raises Refused: not_yours, own_rights, auditor_apart, last_guardian.
    """
    with transaction.atomic():
        guarding = hold_guardians()
        user = locked(user)
        rules.demand_giver_of_duties(by)
        if user.pk == by.user_id:
            raise Refused("own_rights")
        if user.duty == duty:
            return
        if duty == Duty.AUDIT and holds_anything(user):
            raise Refused("auditor_apart")
        if guarding == {user.pk}:
            raise Refused("last_guardian")
        before, user.duty = user.duty, duty
        user.save(update_fields=["duty"])
        revoke_tokens(user)
        act: ActName = "duty.given" if duty else "duty.taken"
        audit.record(act, user, by=by, changes={"duty": (before, duty)})


def has(user: User, right: str, unit: Organisation) -> bool:
    """Return whether a person was given this right in this very unit."""
    codename = rules.UNIT_RIGHTS[right]
    held = OrganisationUserPermission.objects.filter(user=user, permission__codename=codename)
    return held.filter(content_object=unit).exists()


def demand_may_hold(user: User, by: Principal) -> User:
    """Return the person, held until the end of the transaction, who is about to be given a right.

    Raises Refused: own_rights, auditor_apart.
    """
    if user.pk == by.user_id:
        raise Refused("own_rights")
    user = locked(user)
    if user.duty == Duty.AUDIT:
        raise Refused("auditor_apart")
    return user


def hold_guardians() -> set[int]:
    """Hold all security administrators until the end of the transaction; return their ids.

    Two who dismiss, or lock, each other at once would leave nobody.
    """
    guards = User.objects.select_for_update().filter(duty=Duty.SECURITY, is_active=True)
    return {guard.pk for guard in guards.order_by("pk")}


def locked(user: User) -> User:
    """Return the person as they stand now, held until the end of the transaction."""
    return User.objects.select_for_update().get(pk=user.pk)


def _demand_giver(by: Principal, right: str, unit: Organisation) -> None:
    if not rules.may_give(by, right, unit):
        raise Refused("not_yours")
