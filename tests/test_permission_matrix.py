"""Every role at every restricted address, looking and sending, in the own city and the other."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from guardian.shortcuts import assign_perm

from accounts import tokens
from accounts.models import Organisation, OrganisationUserPermission, SecurityEvent, User
from sessions_app.models import Topic
from tests import cast, permissions, surfaces, world
from tests.permissions import RESTRICTED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

# Where nothing happens, for nobody, without saying what is wanted.
SENT = {
    "cases/<case_number:number>/handle/": {"do": "accept", "version": "1"},
    "office/topics/": {"up": "1"},
    "office/sessions/<int:number>/people/": {"user": "1", "right": "host"},
}
OUT = {401, 403, 404}
# Written by whoever knocks: what was refused is on record.
OF_THE_DOOR = {SecurityEvent._meta.label}


def two_cities() -> tuple[world.City, world.City]:
    top = Organisation.objects.create(name="云江省", level="province")
    here, there = world.city("清江市", top), world.city("白河市", top)
    for place in (here, there):
        assign_perm("accounts.plan_sessions", colleague(place), place.unit)
    guardian()
    return here, there


def colleague(place: world.City) -> User:
    return cast.person(f"colleague-{place.unit.pk}")


def guardian() -> User:
    return User.objects.get_or_create(username="other-guardian", duty="security")[0]


def values(place: world.City) -> dict[str, str]:
    """Return what stands in the addresses of that city: `<int:pk>` by the noun before it."""
    objects = {
        "leaders": place.leader.pk,
        "units": place.unit.pk,
        "posts": place.tenure.pk,
        "wishes": place.wish.pk,
        "topics": Topic.objects.order_by("pk")[0].pk,
        "rights": OrganisationUserPermission.objects.get(user=colleague(place)).pk,
        "duties": guardian().pk,
    }
    return {
        **{f"office/{noun}/<int:pk>": f"office/{noun}/{pk}" for noun, pk in objects.items()},
        "office/people/<int:number>": f"office/people/{place.person.pk}",
        "<int:number>": str(place.session.number), "<number>": str(place.session.number),
        "<question>": "1", "<case_number:number>": place.case.number, "<str:kind>": "units",
        "<str:end>": "csv", "<int:pk>": "0",
    }  # fmt: skip


def address(route: str, there: dict[str, str]) -> str:
    """Return the address of what stands in that city."""
    for name, value in there.items():
        route = route.replace(name, value)
    return f"/{route}"


def client_of(user: User | None) -> Client:
    """Return a browser of theirs that also carries their token."""
    if user is None:
        return Client(headers={"accept-language": "en"})
    token = tokens.mint(cast.who(user))
    client = Client(headers={"accept-language": "en", "authorization": f"Bearer {token}"})
    client.force_login(user)
    return client


def is_in(answer: HttpResponseBase) -> bool:
    """Return whether an answer let somebody in, if only to say what is missing."""
    to_sign_in = answer.status_code == 302 and answer.headers["location"].startswith("/sign-in/")
    return answer.status_code not in OUT and not to_sign_in


def rows() -> dict[str, int]:
    every = (model for model in apps.get_models() if model._meta.label not in OF_THE_DOOR)
    return {model._meta.label: model._default_manager.count() for model in every}


def test_the_table_names_every_address_of_the_office() -> None:
    behind = {route for route in surfaces.routes() if route.startswith(permissions.BEHIND)}
    assert behind <= set(RESTRICTED) | permissions.ELSEWHERE
    assert set(RESTRICTED) | permissions.ELSEWHERE <= surfaces.routes()


@pytest.mark.parametrize("role", sorted(world.ROLES))
def test_whoever_comes_sees_and_changes_what_is_theirs_and_nothing_else(role: str) -> None:
    here, there = two_cities()
    client = client_of(world.ROLES[role](here))
    at = {place.unit.pk: values(place) for place in (here, there)}
    looks = [(r, p, role in w) for r, d in RESTRICTED.items() for p, w in d.lookers(here, there)]
    sends = [(r, p, role in w) for r, d in RESTRICTED.items() for p, w in d.senders(here, there)]

    def looked(route: str, place: world.City) -> HttpResponseBase:
        answer: HttpResponseBase = client.get(address(route, at[place.unit.pk]))
        return answer

    def sent(route: str, place: world.City) -> HttpResponseBase:
        where = address(route, at[place.unit.pk])
        answer: HttpResponseBase = client.post(where, SENT.get(route, {}))
        return answer

    before = rows()
    wrong = [each for each in looks if not right(looked(*each[:2]), each[2])]
    kept_out = [each for each in sends if not each[2]]
    wrong += [each for each in kept_out if not right(sent(*each[:2]), let_in=False)]
    assert rows() == before
    for route, place, _let_in in (each for each in sends if each[2]):
        with transaction.atomic():
            if not right(sent(route, place), let_in=True):
                wrong.append((route, place, True))
            transaction.set_rollback(True)
    assert [(route, place.unit.name, let_in) for route, place, let_in in wrong] == []


def right(answer: HttpResponseBase, let_in: bool) -> bool:
    """Return whether somebody was let in as they should; 405 says that nobody does this here."""
    return is_in(answer) == let_in if answer.status_code != 405 else not let_in
