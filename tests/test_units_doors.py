"""Every page of units, leaders, rights and the audit log, by everybody, here and elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import (
    Leader,
    Organisation,
    OrganisationUserPermission,
    Tenure,
    User,
)
from accounts.principals import SYSTEM
from accounts.services import rights
from tests import cast
from tests.casepages import EN
from tests.unitcast import EVERYBODY, bureau, elsewhere, leader, staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

UNIT: Mapping[str, Any] = {"name": "改名局", "level": "department", "code": ""}
POST: Mapping[str, Any] = {"post": "副局长", "since": "2024-03-01", "until": "", "place": "2"}
PERSON: Mapping[str, Any] = {"name": "改名", "biography": "", "user": ""}
# What everybody gets: 200 or 302 is done, 403 refused, 404 no such page. Not named: 404.
KEEPERS = {"manage": 200, "system": 200}
SEEN = {**KEEPERS, "manage elsewhere": 200, "audit": 200}
FORM_HERE = {**KEEPERS, "manage elsewhere": 403, "audit": 403}
FORM_AWAY = {"manage": 403, "manage elsewhere": 200, "system": 200, "audit": 403}
DONE_HERE = {"manage": 302, "system": 302, "manage elsewhere": 403, "audit": 403}
DONE_AWAY = {"manage": 403, "manage elsewhere": 302, "system": 302, "audit": 403}
ONLY_SYSTEM = {"system": 200, "manage": 403, "manage elsewhere": 403, "audit": 403}
REFUSED_IN_FORM = {"manage": 422, "manage elsewhere": 302, "system": 302, "audit": 403}

PAGES: list[tuple[str, str, Mapping[str, Any] | None, Mapping[str, int]]] = [
    ("units here", "/office/units/", None, SEEN),
    ("a unit here", "/office/units/{here}/", None, SEEN),
    ("a unit away", "/office/units/{away}/", None, SEEN),
    ("a new unit here", "/office/units/new/?in={here}", None, FORM_HERE),
    ("a new unit away", "/office/units/new/?in={away}", None, FORM_AWAY),
    ("a new unit at the top", "/office/units/new/", None, ONLY_SYSTEM),
    ("add here", "/office/units/new/?in={here}", UNIT, DONE_HERE),
    ("add away", "/office/units/new/?in={away}", UNIT, DONE_AWAY),
    ("edit here", "/office/units/{here}/edit/", None, FORM_HERE),
    ("edit away", "/office/units/{away}/edit/", None, FORM_AWAY),
    ("change here", "/office/units/{here}/edit/", UNIT, DONE_HERE),
    ("change away", "/office/units/{away}/edit/", UNIT, DONE_AWAY),
    ("move form here", "/office/units/{here}/move/", None, FORM_HERE),
    ("move within here", "/office/units/{here}/move/", {"parent": "文化局"}, DONE_HERE),
    (
        "move from here to elsewhere",
        "/office/units/{here}/move/",
        {"parent": "云溪市"},
        {"manage": 422, "manage elsewhere": 403, "system": 302, "audit": 403},
    ),
    ("close here", "/office/units/{here}/close/", {"reason": ""}, DONE_HERE),
    ("close away", "/office/units/{away}/close/", {"reason": ""}, DONE_AWAY),
    ("leaders", "/office/leaders/", None, SEEN),
    ("a leader here", "/office/leaders/{leader_here}/", None, SEEN),
    ("a leader away", "/office/leaders/{leader_away}/", None, SEEN),
    ("a new leader", "/office/leaders/new/", None, {**SEEN, "audit": 403}),
    (
        "add a leader here",
        "/office/leaders/new/",
        {**PERSON, **POST, "unit": "文化局"},
        {"manage": 302, "system": 302, "manage elsewhere": 422, "audit": 403},
    ),
    (
        "add a leader away",
        "/office/leaders/new/",
        {**PERSON, **POST, "unit": "云溪市"},
        REFUSED_IN_FORM,
    ),
    ("change a leader here", "/office/leaders/{leader_here}/", PERSON, DONE_HERE),
    ("change a leader away", "/office/leaders/{leader_away}/", PERSON, DONE_AWAY),
    ("portrait here", "/office/leaders/{leader_here}/portrait/", {"x": "1"}, DONE_HERE),
    ("portrait away", "/office/leaders/{leader_away}/portrait/", {"x": "1"}, DONE_AWAY),
    ("one more post", "/office/leaders/{leader_here}/posts/new/", None, {**SEEN, "audit": 403}),
    (
        "appoint away",
        "/office/leaders/{leader_here}/posts/new/",
        {**POST, "unit": "云溪市"},
        REFUSED_IN_FORM,
    ),
    ("a post here", "/office/posts/{post_here}/", None, FORM_HERE),
    ("a post away", "/office/posts/{post_away}/", None, FORM_AWAY),
    ("change a post here", "/office/posts/{post_here}/", POST, DONE_HERE),
    ("change a post away", "/office/posts/{post_away}/", POST, DONE_AWAY),
    (
        "rights",
        "/office/rights/",
        None,
        {"manage": 200, "manage elsewhere": 200, "security": 200, "audit": 200},
    ),
    (
        "give planning here",
        "/office/rights/",
        {"person": "jin", "unit": "文化局", "right": "plan"},
        {"manage": 302, "manage elsewhere": 422, "security": 302, "audit": 403},
    ),
    (
        "give keeping here",
        "/office/rights/",
        {"person": "jin", "unit": "文化局", "right": "manage"},
        {"manage": 422, "manage elsewhere": 422, "security": 302, "audit": 403},
    ),
    (
        "take a right here",
        "/office/rights/{right_here}/take/",
        {"x": "1"},
        {"manage": 302, "manage elsewhere": 403, "security": 302, "audit": 403},
    ),
    (
        "take the keeping here",
        "/office/rights/{keeping_here}/take/",
        {"x": "1"},
        {"manage": 403, "manage elsewhere": 403, "security": 302, "audit": 403},
    ),
    ("duties", "/office/duties/", None, {"security": 200, "audit": 200}),
    (
        "give a duty",
        "/office/duties/",
        {"person": "jin", "duty": "system"},
        {"security": 302, "audit": 403},
    ),
    (
        "take a duty",
        "/office/duties/{on_duty}/dismiss/",
        {"x": "1"},
        {"security": 302, "audit": 403},
    ),
    ("audit log", "/office/audit/", None, {"audit": 200}),
    ("audit log as CSV", "/office/audit/export/", None, {"audit": 200}),
    ("proof of the audit log", "/office/audit/verify/", None, {"audit": 200}),
    ("write to the audit log", "/office/audit/", {"act": "x"}, dict.fromkeys(EVERYBODY, 405)),
]


def scene() -> dict[str, int]:
    here, away = bureau(cast.city()), bureau(elsewhere(), "卫生局")
    bureau(cast.city(), "文化局")
    one, other = leader("周岚", here), leader("吴涛", away)
    rights.give(cast.person("jin"), "handle", here, by=SYSTEM)
    rights.give(cast.person("kun"), "manage", here, by=SYSTEM)
    rights.set_duty(cast.person("lan"), "system", by=SYSTEM)
    held = OrganisationUserPermission.objects
    return {
        "here": here.pk,
        "away": away.pk,
        "leader_here": one.pk,
        "leader_away": other.pk,
        "post_here": one.tenures.get().pk,
        "post_away": other.tenures.get().pk,
        "right_here": held.get(user__username="jin").pk,
        "keeping_here": held.get(user__username="kun").pk,
        "on_duty": cast.person("lan").pk,
    }


def everything() -> list[list[tuple[Any, ...]]]:
    """Return all that these pages could change."""
    kinds = (Organisation, Leader, Tenure, OrganisationUserPermission)
    rows = [sorted(kind._default_manager.values_list(), key=repr) for kind in kinds]
    return [*rows, sorted(User.objects.values_list("pk", "duty"))]


DOES = ("change", "add", "close", "move", "give", "take", "appoint")
ACTS = [page for page in PAGES if page[2] is not None and page[0].startswith(DOES)]


@pytest.mark.parametrize("part", EVERYBODY)
def test_every_page_answers_everybody_as_their_part_says(client: Client, part: str) -> None:
    known, user = scene(), staff(part)
    wrong = []
    for name, address, sent, expected in PAGES:
        if (name, address, sent, expected) not in ACTS:
            status = ask(client, user, address.format(**known), sent)
            if status != expected.get(part, 404):
                wrong.append((name, status))
    assert wrong == []


@pytest.mark.parametrize("part", EVERYBODY)
def test_every_act_is_done_or_changes_nothing(client: Client, part: str) -> None:
    known, user = scene(), staff(part)
    before = everything()
    wrong = []
    for name, address, sent, expected in ACTS:
        with transaction.atomic():
            status = ask(client, user, address.format(**known), sent)
            done = everything() != before
            transaction.set_rollback(True)
        if status != expected.get(part, 404) or done is not (status == 302):
            wrong.append((name, status, done))
    assert wrong == []


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    known = scene()
    for name, address, sent, _expected in PAGES:
        there = address.format(**known)
        answer = client.post(there, sent) if sent else client.get(there)
        if answer.status_code != 405:
            path = there.partition("?")[0]
            assert answer.headers["Location"] == f"/sign-in/?next={path}", name


def ask(client: Client, user: User, address: str, sent: Mapping[str, Any] | None) -> int:
    client.force_login(User.objects.get(pk=user.pk))
    answer = client.post(address, sent, headers=EN) if sent else client.get(address, headers=EN)
    return answer.status_code
