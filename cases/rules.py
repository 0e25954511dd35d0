"""Who may do what with a case: object permissions on its unit, or on a unit above it."""

from __future__ import annotations

from collections.abc import Collection

from accounts import rules as people
from accounts.principals import Principal
from cases.models import Case

Rights = frozenset[str]


def rights(principal: Principal | None, case: Case) -> Rights:
    """Return the principal's rights in this case (guests and strangers have none)."""
    return people.rights_in(principal, case.organisation)


def units_of(principal: Principal | None) -> frozenset[int]:
    """Return the ids of all units whose cases the principal may handle, those below included."""
    return frozenset(people.units_where(principal, "handle").values_list("pk", flat=True))


def may_handle(held: Collection[str]) -> bool:
    """Accept, reply, close, and write notes for colleagues."""
    return "handle" in held
