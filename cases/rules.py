"""Who may do what with a case: object permissions on its unit, or on a unit above it."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from accounts import rules as people
from accounts.models import Organisation
from accounts.principals import Principal
from cases.models import Case

Rights = frozenset[str]


def rights(principal: Principal | None, case: Case) -> Rights:
    """Return the principal's rights in this case (guests and strangers have none).

    An auditor reads every case, and that is all an auditor does.
    """
    held = people.rights_in(principal, case.organisation)
    if not held and people.may_audit(people.duty_of(principal)):
        return frozenset({"read"})
    return held


def units_of(principal: Principal | None) -> QuerySet[Organisation]:
    """Return all units whose cases the principal may handle, those below included.

    Not their ids: a province has thousands, and the database need not be told each of them.
    """
    return people.units_where(principal, "handle")


def readable_units(principal: Principal | None) -> QuerySet[Organisation]:
    """Return the units whose cases the principal may see: one's own, or an auditor's all."""
    own = units_of(principal)
    if not own.exists() and people.may_audit(people.duty_of(principal)):
        return Organisation.objects.all()
    return own


def may_read(held: Collection[str]) -> bool:
    """See a case as those who handle it do, notes included."""
    return bool({"handle", "read"} & set(held))


def may_handle(held: Collection[str]) -> bool:
    """Accept, reply, close, and write notes for colleagues."""
    return "handle" in held
