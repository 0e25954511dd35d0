"""Changing the tree of units: its keepers only, each act on record."""

from __future__ import annotations

from typing import TypedDict, Unpack

from django.db import transaction

from accounts import rules
from accounts.models import Organisation
from accounts.principals import Principal
from accounts.services import audit
from log.codes import Refused

FIELDS = [
    "name",
    "level",
    "code",
    "about",
    "phone",
    "email",
    "address",
    "website",
    "working_hours",
]


class Details(TypedDict):
    """What is told of a unit, besides its place in the tree."""

    name: str
    level: str
    code: str
    about: str
    phone: str
    email: str
    address: str
    website: str
    working_hours: str


def create(
    *, parent: Organisation | None, by: Principal, **details: Unpack[Details]
) -> Organisation:
    """Add a unit below `parent`, or at the top. Appends organisation.created.

    Raises Refused: not_yours, unit_closed, name_taken, code_taken.
    """
    with transaction.atomic():
        # Else its place could be moved away meanwhile, and its path would lead to the old one.
        _hold_tree()
        parent = _open_place(parent, by)
        _demand_free(parent, details["name"])
        _demand_own_code(details["code"])
        unit = Organisation(parent=parent, **details)
        unit.save()
        told = audit.differences(Organisation(level=""), unit, FIELDS)
        audit.record("organisation.created", unit, by=by, changes=told, unit=unit)
    return unit


def change(unit: Organisation, *, by: Principal, **details: Unpack[Details]) -> Organisation:
    """Change what is told of a unit. Appends organisation.changed where anything differs.

    Raises Refused: not_yours, name_taken, code_taken.
    """
    with transaction.atomic():
        before, after = locked(unit), locked(unit)
        rules.demand_keeper(by, after)
        _demand_free(after.parent, details["name"], but=after)
        _demand_own_code(details["code"], but=after)
        _put(after, details)
        told = audit.differences(before, after, FIELDS)
        if told:
            after.save(update_fields=list(told))
            audit.record("organisation.changed", after, by=by, changes=told, unit=after)
    return after


def move(unit: Organisation, *, parent: Organisation | None, by: Principal) -> Organisation:
    """Put a unit, and all below it, under another one. Appends organisation.moved.

    It takes the right at both ends. Raises Refused: not_yours, unit_closed, below_itself,
    name_taken.
    """
    with transaction.atomic():
        _hold_tree()
        unit = locked(unit)
        rules.demand_keeper(by, unit)
        rules.demand_keeper(by, unit.parent)
        parent = _open_place(parent, by)
        if parent is not None and parent.path.startswith(unit.path):
            raise Refused("below_itself")
        if (parent and parent.pk) == unit.parent_id:
            return unit
        _demand_free(parent, unit.name)
        told = {"parent": (unit.parent, parent)}
        unit.parent = parent
        unit.save()
        audit.record("organisation.moved", unit, by=by, changes=told, unit=unit)
    return unit


def close(unit: Organisation, *, by: Principal, reason: str = "") -> None:
    """Close a unit that was dissolved: its pages stay, nothing new comes. Appends
    organisation.closed. Raises Refused: not_yours, units_below.
    """
    with transaction.atomic():
        _hold_tree()
        unit = locked(unit)
        rules.demand_keeper(by, unit)
        if not unit.active:
            return
        if unit.units.filter(active=True).exists():
            raise Refused("units_below")
        _set_active(unit, on=False)
        audit.record("organisation.closed", unit, by=by, reason=reason, unit=unit)


def reopen(unit: Organisation, *, by: Principal) -> None:
    """Let a closed unit work again. Appends organisation.reopened.

    Raises Refused: not_yours, and unit_closed below a unit that is closed itself.
    """
    with transaction.atomic():
        _hold_tree()
        unit = locked(unit)
        rules.demand_keeper(by, unit)
        if unit.active:
            return
        if unit.parent is not None and not unit.parent.active:
            raise Refused("unit_closed")
        _set_active(unit, on=True)
        audit.record("organisation.reopened", unit, by=by, unit=unit)


def locked(unit: Organisation) -> Organisation:
    """Return the unit as it stands now, held until the end of the transaction."""
    rows = Organisation.objects.select_for_update(of=("self",)).select_related("parent")
    return rows.get(pk=unit.pk)


def _hold_tree() -> None:
    """Let nobody else reshape the tree meanwhile: two moves could make a ring together."""
    list(Organisation.objects.select_for_update().filter(parent=None).order_by("pk"))


def _open_place(parent: Organisation | None, by: Principal) -> Organisation | None:
    parent = locked(parent) if parent is not None else None
    rules.demand_keeper(by, parent)
    if parent is not None and not parent.active:
        raise Refused("unit_closed")
    return parent


def _demand_free(
    parent: Organisation | None, name: str, *, but: Organisation | None = None
) -> None:
    # The database's own constraint lets two roots of one name stand: NULLs differ there.
    same = Organisation.objects.filter(parent=parent, name=name)
    if any(other != but for other in same):
        raise Refused("name_taken")


def _demand_own_code(code: str, *, but: Organisation | None = None) -> None:
    # By its code a unit is found again when a sheet is imported.
    if code and any(other != but for other in Organisation.objects.filter(code=code, active=True)):
        raise Refused("code_taken")


def _put(unit: Organisation, details: Details) -> None:
    unit.name, unit.level, unit.code = details["name"], details["level"], details["code"]
    unit.about, unit.phone, unit.email = details["about"], details["phone"], details["email"]
    unit.address, unit.website = details["address"], details["website"]
    unit.working_hours = details["working_hours"]


def _set_active(unit: Organisation, *, on: bool) -> None:
    unit.active = on
    unit.save(update_fields=["active"])
