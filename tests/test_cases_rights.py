"""Who may work on a case: its unit, those above it, and nobody else."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from guardian.shortcuts import assign_perm

from accounts.models import Organisation
from accounts.principals import SYSTEM, Principal
from cases import rules
from cases.models import Case
from cases.services import handling
from log.codes import Refused
from log.models import Event
from tests import casework, cast

pytestmark = pytest.mark.django_db


def strangers() -> list[Principal]:
    elsewhere = Organisation.objects.get_or_create(name="清江市教育局", parent=None)[0]
    below = Organisation.objects.get_or_create(name="公交处", parent=cast.city())[0]
    return [
        cast.netizen(), cast.guest(), cast.moderator(), cast.host(), cast.leader(), SYSTEM,
        casework.handler(elsewhere, "lan"), casework.handler(below, "mei"),
    ]  # fmt: skip


@pytest.mark.parametrize("state", ["received", "accepted", "answered", "closed"])
def test_only_those_who_handle_the_units_cases_may_take_a_step(state: str) -> None:
    case = casework.MAKE[state]()
    before = Event.objects.count()
    for who in strangers():
        assert rules.rights(who, case) == frozenset()
        for step in (
            lambda: handling.accept(case, version=case.version, by=who),  # noqa: B023
            lambda: handling.reply(case, version=case.version, text="答。", by=who),  # noqa: B023
            lambda: handling.close(case, version=case.version, by=who),  # noqa: B023
            lambda: handling.note(case, text="记。", by=who),  # noqa: B023
        ):
            with pytest.raises(Refused, match="not_allowed"):
                step()
    assert Event.objects.count() == before


def test_the_right_reaches_from_a_unit_to_those_below_it() -> None:
    case = casework.received()
    city = cast.city()
    top = Organisation.objects.create(name="清江市人民政府")
    city.parent = top
    city.save()
    below = Organisation.objects.create(name="公交处", parent=city)
    mayor = casework.handler(top, "nan")
    assert rules.rights(mayor, Case.objects.get()) == {"handle"}
    assert set(rules.units_of(mayor)) == {top, city, below}
    assert set(rules.units_of(casework.handler(city))) == {city, below}
    assert not rules.units_of(cast.netizen()).exists()
    assert not rules.units_of(None).exists()
    handling.accept(case, version=1, by=mayor)


def test_the_right_can_be_held_by_a_group_and_ends_with_the_account() -> None:
    case = casework.received()
    group = Group.objects.create(name="承办科")
    assign_perm("accounts.handle_cases", group, cast.city())
    person = cast.person("ou")
    assert rules.rights(cast.who(person), case) == frozenset()
    person.groups.add(group)
    assert rules.rights(cast.who(person), case) == {"handle"}
    person.is_active = False
    person.save()
    assert rules.rights(cast.who(person), case) == frozenset()


def test_units_cannot_form_a_ring() -> None:
    city = cast.city()
    city.parent = Organisation.objects.create(name="公交处", parent=city)
    with pytest.raises(ValueError, match="below itself"):
        city.save()


def test_a_branch_that_moves_takes_its_rights_along() -> None:
    case, top = casework.received(), Organisation.objects.create(name="清江市人民政府")
    by = casework.handler(top, "lan")
    assert rules.rights(by, case) == frozenset()
    city = case.organisation
    city.parent = top
    city.save()
    case.organisation.refresh_from_db()
    assert rules.rights(by, case) == {"handle"}
