"""Two cities of one province, alike in everything, and everybody who may have a part in the first.

For the matrix of permissions: whatever somebody may do in the one, nothing of it holds in the
other but what a duty for the whole platform gives.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from guardian.shortcuts import assign_perm

from accounts.models import Duty, Leader, Organisation, Tenure, User
from accounts.rules import UNIT_RIGHTS
from cases.models import Case
from sessions_app.models import Session, Topic, Wish
from sessions_app.models.wishes import WishState
from sessions_app.services import planning
from tests import casework, cast

SESSION_RIGHTS = ("host", "moderate", "answer", "transcribe", "observe")


@dataclass(frozen=True, slots=True)
class City:
    """One city, with one of everything that has an address."""

    unit: Organisation
    leader: Leader
    tenure: Tenure
    session: Session
    case: Case
    wish: Wish
    person: User


def city(name: str, above: Organisation) -> City:
    """Return a city with a leader in office, a live session, a case and a suggestion."""
    unit = Organisation.objects.create(name=name, parent=above, level="city")
    leader = Leader.objects.create(name=f"{name}的领导")
    tenure = Tenure.objects.create(leader=leader, organisation=unit, post="市长")
    case = casework.received(unit=unit)
    session = cast.make_session(title=f"{name}的访谈", organisation=unit)
    cast.published(session)
    asker = cast.person(f"asker-{unit.pk}", f"{name}的网友")
    wish = Wish.objects.create(
        title="想谈停车", organisation=unit, state=WishState.HELD, author=asker,
        topic=Topic.objects.first(),
    )  # fmt: skip
    return City(unit, leader, tenure, session, case, wish, asker)


def _in_session(right: str) -> Callable[[City], User]:
    def made(place: City) -> User:
        user = User.objects.create(username=f"only-{right}")
        planning.grant(place.session, user, right)
        return user

    return made


def _in_unit(right: str) -> Callable[[City], User]:
    def made(place: City) -> User:
        user = User.objects.create(username=f"only-{right}")
        assign_perm(UNIT_RIGHTS[right], user, place.unit)
        return user

    return made


def _on_duty(duty: str) -> Callable[[City], User]:
    return lambda _place: User.objects.create(username=f"only-{duty}", duty=duty)


ROLES: dict[str, Callable[[City], User | None]] = {
    "stranger": lambda _place: None,
    "netizen": lambda _place: cast.person("alice", "江边骑行者"),
    **{right: _in_session(right) for right in SESSION_RIGHTS},
    **{right: _in_unit(right) for right in UNIT_RIGHTS},
    **{duty: _on_duty(duty) for duty in Duty.values},
    "django staff": lambda _place: User.objects.create(username="only-staff", is_staff=True),
}
