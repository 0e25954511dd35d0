"""Two in the office at the same moment: who locks whom, who imports, where a unit is put."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection, connections, transaction

from accounts.models import Duty, KeptSheet, Organisation, User
from accounts.principals import SYSTEM
from accounts.services import guarding, organisations, rights
from accounts.services.organisations import Details
from accounts.sheets import importing
from log.codes import Refused
from sessions_app.services import rehearsing
from tests import cast
from tests.test_broken_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

TOLD = Details(
    name="", level="", code="", about="", phone="", email="", address="", website="",
    working_hours="",
)  # fmt: skip


def outcomes(jobs: list[Callable[[], Any]]) -> Counter[str]:
    """Return how often each answer came: "done", or the code of the refusal."""
    return Counter(
        each.code
        if isinstance(each, Refused)
        else repr(each)
        if isinstance(each, Exception)
        else "done"
        for each in at_once(jobs)
    )


@pytest.mark.parametrize("_round", range(5))
def test_two_guardians_who_lock_each_other_leave_one(_round: int) -> None:
    first, second = cast.person("zhao"), cast.person("qian")
    for each in (first, second):
        rights.set_duty(each, Duty.SECURITY, by=SYSTEM)
    one, other = cast.who(first), cast.who(second)
    seen = outcomes(
        [
            lambda: guarding.lock(second, by=one, reason="可疑"),
            lambda: guarding.lock(first, by=other, reason="可疑"),
        ]
    )
    assert seen == {"done": 1, "not_allowed": 1}
    assert User.objects.filter(duty=Duty.SECURITY, is_active=True).count() == 1


def test_a_sheet_that_is_confirmed_twice_is_imported_once() -> None:
    data = "单位名称\n江州省\n".encode()
    user = cast.person("lan")
    sheet = importing.kept(importing.keep(data, kind="units", name="a.csv", user=user), user)
    digest = importing.planned(sheet, SYSTEM).plan.digest

    # Each click has read the sheet before any of them is through.
    clicks = [KeptSheet.objects.get(pk=sheet.pk) for _click in range(4)]
    seen = outcomes([partial(importing.confirm, each, digest=digest, by=SYSTEM) for each in clicks])
    assert seen == {"done": 1, "sheet_gone": 3}
    assert Organisation.objects.filter(name="江州省").count() == 1


def somebody_waits() -> bool:
    """Return whether a connection of this database waits for a lock of another."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0])


@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_a_unit_that_is_made_while_its_branch_is_moved_moves_along() -> None:
    old, new, branch, leaf = (
        organisations.create(parent=None, by=SYSTEM, **TOLD | {"name": name}) for name in "甲乙丙丁"
    )
    organisations.move(branch, parent=old, by=SYSTEM)
    organisations.move(leaf, parent=branch, by=SYSTEM)

    def move() -> None:
        try:
            organisations.move(branch, parent=new, by=SYSTEM)
        finally:
            connections.close_all()

    mover = threading.Thread(target=move)
    with transaction.atomic():
        made = organisations.create(parent=leaf, by=SYSTEM, **TOLD | {"name": "戊"})
        mover.start()
        while mover.is_alive() and not somebody_waits():
            pass
    mover.join(10)
    made.refresh_from_db()
    assert made.path == f"/{new.pk}/{branch.pk}/{leaf.pk}/{made.pk}/"


def test_a_rehearsal_that_two_discard_is_gone_once() -> None:
    session = cast.make_session("announced")
    rehearsal = rehearsing.begin(session, by=cast.host())
    seen = outcomes([lambda: rehearsing.discard(rehearsal, by=cast.host())] * 3)
    assert seen == {"done": 1, "not_found": 2}
