"""Rights in units and the separated duties: who gives what, and who holds nothing else."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from accounts import rules
from accounts.models import Organisation, Revocation, User
from accounts.principals import SYSTEM, Principal
from accounts.services import audit, rights
from log.models import Event
from sessions_app import rules as session_rules
from sessions_app.services import planning
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def bureau() -> Organisation:
    return Organisation.objects.get_or_create(name="公交管理处", parent=cast.city())[0]


def elsewhere() -> Organisation:
    return Organisation.objects.get_or_create(name="云溪市教育局", parent=None)[0]


def with_duty(username: str, duty: str) -> Principal:
    user = cast.person(username)
    rights.set_duty(user, duty, by=SYSTEM)
    return cast.who(user)


def manager() -> Principal:
    """Ines, who manages the cast's city."""
    rights.give(cast.person("ines"), "manage", cast.city(), by=SYSTEM)
    return cast.who(cast.person("ines"))


def recorded() -> list[tuple[str, str, str | None]]:
    rows = Event.objects.filter(stream=audit.stream()).order_by("seq")
    return [(row.data["act"], row.data["name"], row.actor) for row in rows if row.data]


def give(username: str, right: str, unit: Organisation, by: Principal) -> None:
    rights.give(cast.person(username), right, unit, by=by)


def test_the_security_administrator_gives_every_right_everywhere() -> None:
    guard = with_duty("gu", "security")
    for right in rules.UNIT_RIGHTS:
        give("jin", right, elsewhere(), guard)
    assert rules.rights_in(cast.who(cast.person("jin")), elsewhere()) == set(rules.UNIT_RIGHTS)


@pytest.mark.parametrize("right", ["plan", "handle"])
def test_a_manager_gives_planning_and_handling_in_the_own_branch(right: str) -> None:
    give("jin", right, bureau(), manager())
    assert rules.rights_in(cast.who(cast.person("jin")), bureau()) == {right}


@pytest.mark.parametrize("right", ["manage", "identify"])
def test_a_manager_gives_no_other_right(right: str) -> None:
    chief = manager()
    assert cast.refusal(lambda: give("jin", right, bureau(), chief)) == "not_yours"


def test_a_manager_gives_and_takes_nothing_elsewhere() -> None:
    chief = manager()
    rights.give(cast.person("jin"), "plan", elsewhere(), by=SYSTEM)
    assert cast.refusal(lambda: give("kai", "plan", elsewhere(), chief)) == "not_yours"
    take = lambda: rights.take(cast.person("jin"), "plan", elsewhere(), by=chief)  # noqa: E731
    assert cast.refusal(take) == "not_yours"
    assert rights.has(cast.person("jin"), "plan", elsewhere())


@pytest.mark.parametrize("duty", ["", "system", "audit"])
def test_nobody_else_gives_rights_or_duties(duty: str) -> None:
    somebody = with_duty("kai", duty)
    assert cast.refusal(lambda: give("jin", "plan", cast.city(), somebody)) == "not_yours"
    duty_to = lambda: rights.set_duty(cast.person("jin"), "system", by=somebody)  # noqa: E731
    assert cast.refusal(duty_to) == "not_yours"


def test_nobody_gives_to_themselves() -> None:
    guard, chief = with_duty("gu", "security"), manager()
    assert cast.refusal(lambda: give("gu", "identify", cast.city(), guard)) == "own_rights"
    assert cast.refusal(lambda: give("ines", "plan", cast.city(), chief)) == "own_rights"
    to_self = lambda: rights.set_duty(cast.person("gu"), "system", by=guard)  # noqa: E731
    assert cast.refusal(to_self) == "own_rights"


def test_an_auditor_is_given_nothing_else() -> None:
    with_duty("yan", "audit")
    session = cast.make_session("announced")
    assert cast.refusal(lambda: give("yan", "plan", cast.city(), SYSTEM)) == "auditor_apart"
    grant = lambda: planning.grant(session, cast.person("yan"), "host")  # noqa: E731
    assert cast.refusal(grant) == "auditor_apart"


def test_whoever_holds_a_right_in_a_unit_does_not_become_auditor() -> None:
    manager()
    assert cast.refusal(lambda: with_duty("ines", "audit")) == "auditor_apart"


def test_whoever_holds_a_right_in_a_session_does_not_become_auditor() -> None:
    cast.make_session("draft")
    assert cast.refusal(lambda: with_duty("charlie", "audit")) == "auditor_apart"


@pytest.mark.parametrize("power", ["is_superuser", "is_staff"])
def test_whoever_may_use_the_admin_does_not_become_auditor(power: str) -> None:
    User.objects.filter(pk=cast.person("root").pk).update(**{power: True})
    assert cast.refusal(lambda: with_duty("root", "audit")) == "auditor_apart"


def test_a_right_that_slipped_in_beside_the_services_is_worth_nothing_to_an_auditor() -> None:
    auditor = with_duty("yan", "audit")
    manager_of_all = cast.person("ines")
    rights.give(manager_of_all, "manage", cast.city(), by=SYSTEM)
    User.objects.filter(pk=manager_of_all.pk).update(duty="audit")
    assert rules.held(cast.who(manager_of_all)) == set()
    assert not rules.keeps(auditor, cast.city())


def test_the_last_security_administrator_stays() -> None:
    with_duty("gu", "security")
    gu = cast.person("gu")
    assert cast.refusal(lambda: rights.set_duty(gu, "", by=SYSTEM)) == "last_guardian"
    with_duty("hua", "security")
    rights.set_duty(gu, "", by=cast.who(cast.person("hua")))
    assert cast.person("gu").duty == ""


def test_one_person_has_one_duty() -> None:
    guard = with_duty("gu", "security")
    with_duty("kai", "system")
    rights.set_duty(cast.person("kai"), "audit", by=guard)
    assert rules.duty_of(cast.who(cast.person("kai"))) == "audit"


def test_giving_and_taking_are_on_record_and_end_the_persons_tokens() -> None:
    guard = with_duty("gu", "security")
    before = Revocation.objects.count()
    give("jin", "handle", cast.city(), guard)
    rights.take(cast.person("jin"), "handle", cast.city(), by=guard)
    assert recorded()[-2:] == [
        ("right.given", "jin", guard.key),
        ("right.taken", "jin", guard.key),
    ]
    assert Revocation.objects.count() == before + 2


def test_giving_what_is_held_and_taking_what_is_not_does_nothing() -> None:
    give("jin", "handle", cast.city(), SYSTEM)
    told = len(recorded())
    give("jin", "handle", cast.city(), SYSTEM)
    rights.take(cast.person("jin"), "plan", cast.city(), by=SYSTEM)
    rights.set_duty(cast.person("jin"), "", by=SYSTEM)
    assert len(recorded()) == told


def test_roles_in_sessions_are_on_record() -> None:
    session = cast.make_session("draft")
    planning.grant(session, cast.person("jin"), "host", by=cast.host())
    planning.withdraw(session, cast.person("jin"), "host", by=cast.host())
    assert recorded()[-2:] == [
        ("right.given", "jin", cast.host().key),
        ("right.taken", "jin", cast.host().key),
    ]


def test_a_rehearsal_leaves_no_roles_on_record() -> None:
    cast.make_session("draft", rehearsal=True)
    assert recorded() == []


def test_an_auditor_observes_every_session_and_works_in_none(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    auditor = with_duty("yan", "audit")
    session = cast.make_session("live")
    with django_assert_num_queries(1):
        assert session_rules.rights(auditor, session) == {"observe"}
    assert session_rules.rights_anywhere(auditor) == {}


def test_the_first_administrators_come_by_the_command_line() -> None:
    for username in ("gu", "jin"):
        cast.person(username)
    out = StringIO()
    call_command("duty", "gu", "security", stdout=out)
    call_command("unit_right", "jin", cast.city().name, "manage", stdout=out)
    assert rules.duty_of(cast.who(cast.person("gu"))) == "security"
    assert rights.has(cast.person("jin"), "manage", cast.city())
    call_command("unit_right", "jin", cast.city().name, "manage", "--take", stdout=out)
    assert not rights.has(cast.person("jin"), "manage", cast.city())
    with pytest.raises(CommandError, match="last security administrator"):
        call_command("duty", "gu", "none")
