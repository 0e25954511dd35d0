"""Who works in the office, for the tests of its pages: one person of each duty and right."""

from __future__ import annotations

from datetime import date

from accounts.models import Leader, Organisation, User
from accounts.principals import SYSTEM
from accounts.services import leaders, rights
from tests import cast

# Everybody who may try a page: with a right in the cast's city, or elsewhere, or with a duty.
RIGHTS = ("manage", "plan", "handle", "identify")
DUTIES = ("system", "security", "audit")
EVERYBODY = ("nobody", *RIGHTS, "manage elsewhere", *DUTIES)


def elsewhere() -> Organisation:
    """A city that is not the cast's."""
    return Organisation.objects.get_or_create(name="云溪市", parent=None)[0]


def bureau(parent: Organisation, name: str = "教育局") -> Organisation:
    """A unit below one."""
    return Organisation.objects.get_or_create(name=name, parent=parent)[0]


def leader(name: str, unit: Organisation) -> Leader:
    """Somebody in office in a unit."""
    return leaders.create(
        {"name": name, "biography": "", "user": None, "portrait": None},
        unit=unit,
        by=SYSTEM,
        post="局长",
        since=date(2024, 3, 1),
        until=None,
        spokesperson=False,
        place=1,
    )


def staff(part: str) -> User:
    """Return the person who plays this part of EVERYBODY."""
    user = cast.person(part.replace(" ", "-"))
    if part in DUTIES:
        rights.set_duty(user, part, by=SYSTEM)
    elif part != "nobody":
        right, _space, away = part.partition(" ")
        rights.give(user, right, elsewhere() if away else cast.city(), by=SYSTEM)
    return User.objects.get(pk=user.pk)
