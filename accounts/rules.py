"""Who may do what in a unit, and on the whole platform: the one place that decides.

A right in a unit holds in the units below it, too. Rights are object permissions held by
django-guardian; the three duties are separated: nobody holds two, and the auditor, who may
read everything, holds no right that changes anything (services refuse to give one).
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from accounts.models import (
    Duty,
    Organisation,
    OrganisationGroupPermission,
    OrganisationUserPermission,
    User,
)
from accounts.principals import Principal
from log.codes import Refused

# What is held on a unit, by the short name that code uses.
UNIT_RIGHTS = {
    "manage": "manage_organisation",
    "plan": "plan_sessions",
    "handle": "handle_cases",
    "identify": "see_identity",
}
_NAMES = {codename: right for right, codename in UNIT_RIGHTS.items()}
Rights = frozenset[str]
# With which duties, or none, rights count at all: an auditor's would not, were there any.
MAY_HOLD = ("", Duty.SYSTEM, Duty.SECURITY)
# What a unit's manager gives to others in the own branch.
DELEGATED = frozenset({"plan", "handle"})


def held(principal: Principal | None) -> set[tuple[int, str]]:
    """Return (unit's id, right) of what the person, or one of their groups, was given."""
    if principal is None or principal.user_id is None:
        return set()
    named = {"permission__codename__in": _NAMES}
    own = OrganisationUserPermission.objects.filter(
        user_id=principal.user_id, user__is_active=True, user__duty__in=MAY_HOLD, **named
    ).values_list("content_object_id", "permission__codename")
    by_group = OrganisationGroupPermission.objects.filter(
        group__user=principal.user_id,
        group__user__is_active=True,
        group__user__duty__in=MAY_HOLD,
        **named,
    ).values_list("content_object_id", "permission__codename")
    return {(unit, _NAMES[name]) for unit, name in own.union(by_group)}


def rights_in(principal: Principal | None, unit: Organisation) -> Rights:
    """Return the principal's rights in a unit: its own, and those from the units above it."""
    above = set(unit.lineage)
    return frozenset(right for pk, right in held(principal) if pk in above)


def units_where(principal: Principal | None, right: str) -> QuerySet[Organisation]:
    """Return the units in which the principal has a right, those below included."""
    tops = [pk for pk, name in held(principal) if name == right]
    if not tops:
        return Organisation.objects.none()
    within = Q()
    for path in Organisation.objects.filter(pk__in=tops).values_list("path", flat=True):
        within |= Q(path__startswith=path)
    return Organisation.objects.filter(within)


def units_where_anybody(right: str) -> set[int]:
    """Return the ids of the units in which somebody was given a right, those below not included."""
    counts = {"user__is_active": True, "user__duty__in": MAY_HOLD}
    named = {"permission__codename": UNIT_RIGHTS[right]}
    own = OrganisationUserPermission.objects.filter(**counts, **named)
    by_group = OrganisationGroupPermission.objects.filter(
        **{f"group__{name}": value for name, value in counts.items()}, **named
    )
    unit = "content_object_id"
    return set(own.values_list(unit, flat=True).union(by_group.values_list(unit, flat=True)))


def duty_of(principal: Principal | None) -> str:
    """Return the platform-wide duty of the principal (system, security, audit), or ""."""
    if principal is None or principal.user_id is None:
        return ""
    duties = User.objects.filter(pk=principal.user_id, is_active=True).values_list(
        "duty", flat=True
    )
    return duties.first() or ""


def may_manage(rights: Collection[str]) -> bool:
    """Change a unit, its leaders, and who plans and handles cases there."""
    return "manage" in rights


def may_plan(rights: Collection[str]) -> bool:
    """Create and change the sessions of a unit."""
    return "plan" in rights


def may_identify(rights: Collection[str]) -> bool:
    """See who somebody really is, with a reason, on record."""
    return "identify" in rights


def may_run_platform(duty: str) -> bool:
    """Change the tree of units, topics and other settings."""
    return duty == Duty.SYSTEM


def may_guard_platform(duty: str) -> bool:
    """Give duties and rights, unlock accounts, read the security log."""
    return duty == Duty.SECURITY


def may_audit(duty: str) -> bool:
    """Read everything, the audit log above all; change nothing."""
    return duty == Duty.AUDIT


def keeps(by: Principal, unit: Organisation | None) -> bool:
    """Return whether somebody keeps a unit: its manager, or a system administrator anywhere.

    None stands for the place above all units, which is the system administrator's alone.
    """
    if by.kind == "system" or may_run_platform(duty_of(by)):
        return True
    return unit is not None and may_manage(rights_in(by, unit))


def demand_keeper(by: Principal, unit: Organisation | None) -> None:
    """Raise Refused("not_yours") unless somebody keeps the unit."""
    if not keeps(by, unit):
        raise Refused("not_yours")


def kept_units(by: Principal) -> QuerySet[Organisation]:
    """Return all units that somebody keeps."""
    if by.kind == "system" or may_run_platform(duty_of(by)):
        return Organisation.objects.all()
    return units_where(by, "manage")


def may_give(by: Principal, right: str, unit: Organisation) -> bool:
    """Return whether somebody says who holds this right in this unit.

    The security administrator does for all; a manager for planning and handling, in the own
    branch. The system itself is somebody at the command line.
    """
    if by.kind == "system" or may_guard_platform(duty_of(by)):
        return True
    return right in DELEGATED and may_manage(rights_in(by, unit))


def demand_giver_of_duties(by: Principal) -> None:
    """Raise Refused("not_yours") unless somebody gives duties: the security administrator."""
    if by.kind != "system" and not may_guard_platform(duty_of(by)):
        raise Refused("not_yours")


def demand(allowed: bool) -> None:
    """Raise Refused("not_allowed") unless `allowed`."""
    if not allowed:
        raise Refused("not_allowed")
