"""Who may do what with a case: object permissions on its unit, or on a unit above it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.contrib.contenttypes.models import ContentType
from guardian.models import GroupObjectPermission, UserObjectPermission

from accounts.models import Organisation
from accounts.principals import Principal
from cases.models import Case

# What is held on a unit, by the permission's codename.
RIGHTS = {"handle_cases": "handle"}
Rights = frozenset[str]


def rights(principal: Principal | None, case: Case) -> Rights:
    """Return the principal's rights in this case (guests and strangers have none)."""
    above = lineage(case.organisation)
    return frozenset(right for unit, right in _held(principal) if unit in above)


def units_of(principal: Principal | None) -> frozenset[int]:
    """Return the ids of all units whose cases the principal may handle, those below included."""
    wanted = [unit for unit, right in _held(principal) if may_handle({right})]
    below = _below() if wanted else {}
    found: set[int] = set()
    while wanted:
        unit = wanted.pop()
        if unit not in found:
            found.add(unit)
            wanted += below.get(unit, [])
    return frozenset(found)


def may_handle(held: Collection[str]) -> bool:
    """Accept, reply, close, and write notes for colleagues."""
    return "handle" in held


def lineage(organisation: Organisation) -> list[int]:
    """Return the ids of a unit and of those above it, nearest first."""
    ids: list[int] = []
    unit: Organisation | None = organisation
    # A ring among units, made by mistake in the admin, must not hold up a case.
    while unit is not None and unit.pk not in ids:
        ids.append(unit.pk)
        unit = unit.parent
    return ids


def _held(principal: Principal | None) -> set[tuple[int, str]]:
    """(unit, right) of what was given to the person, or to one of the person's groups."""
    if principal is None or principal.user_id is None:
        return set()
    of_unit = {
        "content_type": ContentType.objects.get_for_model(Organisation),
        "permission__codename__in": RIGHTS,
    }
    own = UserObjectPermission.objects.filter(
        user_id=principal.user_id, user__is_active=True, **of_unit
    ).values_list("object_pk", "permission__codename")
    by_group = GroupObjectPermission.objects.filter(
        group__user=principal.user_id, group__user__is_active=True, **of_unit
    ).values_list("object_pk", "permission__codename")
    return {(int(pk), RIGHTS[name]) for pk, name in own.union(by_group)}


def _below() -> dict[int, list[int]]:
    below: dict[int, list[int]] = defaultdict(list)
    for unit, parent in Organisation.objects.exclude(parent=None).values_list("pk", "parent_id"):
        below[parent].append(unit)
    return below
