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
    return here, there


def colleague(place: world.City) -> User:
    return cast.person(f"colleague-{place.unit.pk}")


def guardian() -> User:
    return User.objects.get_or_create(username="other-guardian", duty="security")[0]


def address(route: str, place: world.City) -> str:
    """Return the address of what stands in that city."""
    right = OrganisationUserPermission.objects.get(user=colleague(place))
    objects = {
        "leaders": place.leader.pk,
        "units": place.unit.pk,
        "posts": place.tenure.pk,
        "wishes": place.wish.pk,
        "topics": Topic.objects.order_by("pk")[0].pk,
        "rights": right.pk,
        "duties": guardian().pk,
    }
    pk = next((pk for noun, pk in objects.items() if route.startswith(f"office/{noun}/")), 0)
    number = place.person.pk if route.startswith("office/people/") else place.session.number
    values = {
        "<int:pk>": pk, "<int:number>": number, "<number>": place.session.number, "<question>": 1,
        "<case_number:number>": place.case.number, "<str:kind>": "units", "<str:end>": "csv",
    }  # fmt: skip
    for name, value in values.items():
        route = route.replace(name, str(value))
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
def test_whoever_looks_sees_what_is_theirs_and_nothing_else(role: str) -> None:
    here, there = two_cities()
    client = client_of(world.ROLES[role](here))
    wrong = []
    for route, door in RESTRICTED.items():
        for place, allowed in ((here, door.look), (there, door.look_other)):
            answer = client.get(address(route, place))
            if answer.status_code != 405 and is_in(answer) != (role in allowed):
                wrong.append((route, place.unit.name, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("role", sorted(world.ROLES))
def test_whoever_sends_is_let_in_where_they_may_and_changes_nothing_elsewhere(role: str) -> None:
    here, there = two_cities()
    client = client_of(world.ROLES[role](here))
    wrong = []
    for route, door in RESTRICTED.items():
        for place, allowed in ((here, door.send), (there, door.send_other)):
            where = address(route, place)
            before = rows()
            with transaction.atomic():
                answer = client.post(where, SENT.get(route, {}))
                changed = rows() != before
                transaction.set_rollback(True)
            let_in = answer.status_code != 405 and is_in(answer)
            if let_in != (role in allowed) or (changed and not let_in):
                wrong.append((route, place.unit.name, answer.status_code, changed))
    assert wrong == []
