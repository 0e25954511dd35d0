"""The archive's clock: it seals what has ended, extends what grew, and minds no second clock."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from archive import clock, queries
from archive.models import Checkpoint
from archive.verification import verify
from log import triggers
from log.models import Event
from sessions_app.models import Session
from tests import cast
from tests.records import ended, say_more, sealed

pytestmark = pytest.mark.django_db


def test_the_clock_seals_what_has_ended_and_a_second_clock_changes_nothing() -> None:
    first, second = ended(), ended()
    live = cast.make_session("live")
    clock.tick(timezone.now())
    clock.tick(timezone.now())
    states = dict(Session.objects.values_list("pk", "state"))
    assert states == {first.pk: "archived", second.pk: "archived", live.pk: "live"}
    assert Checkpoint.objects.count() == 2


def test_the_clock_extends_a_day_after_the_last_checkpoint_and_only_what_grew() -> None:
    grown, still = sealed(), sealed()
    say_more(grown)
    sealed_at = Checkpoint.objects.get(session=grown).at
    clock.tick(sealed_at + timedelta(hours=23, minutes=59))
    assert Checkpoint.objects.count() == 2
    clock.tick(sealed_at + timedelta(hours=25))
    clock.tick(sealed_at + timedelta(hours=25))
    assert [c.index for c in queries.checkpoints(grown)] == [1, 2]
    assert [c.index for c in queries.checkpoints(still)] == [1]


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_the_same_moment_make_one_checkpoint_each_time() -> None:
    sessions = [ended() for _ in range(4)]
    both_at(timezone.now())
    assert list(Checkpoint.objects.values_list("session_id", "index").order_by("session_id")) == [
        (session.pk, 1) for session in sessions
    ]
    say_more(sessions[0])
    both_at(timezone.now() + timedelta(hours=25))
    assert Checkpoint.objects.count() == 5
    assert all(verify(session).intact for session in sessions)


def both_at(now: datetime) -> None:
    """Two clocks tick at once, each on a connection of its own."""
    start, failures = threading.Barrier(2), list[Exception]()

    def tick() -> None:
        start.wait()
        try:
            clock.tick(now)
        except Exception as failure:  # noqa: BLE001  told to the test below
            failures.append(failure)
        finally:
            connection.close()

    clocks = [threading.Thread(target=tick) for _ in range(2)]
    for each in clocks:
        each.start()
    for each in clocks:
        each.join()
    assert failures == []


@pytest.mark.breaks_fold("an entry is taken out of the log")
def test_a_damaged_record_does_not_keep_the_others_from_being_sealed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    damaged, sound = ended(), ended()
    triggers.remove(connection)
    Event.objects.filter(stream_id=damaged.public_id, seq=1).delete()
    clock.tick(timezone.now())
    assert list(Checkpoint.objects.values_list("session_id", flat=True)) == [sound.pk]
    assert f"archive: seal {damaged.number} failed" in caplog.text


@pytest.mark.parametrize("records", [1, 3])
def test_a_clock_with_nothing_to_do_asks_two_questions(
    records: int, django_assert_num_queries: Any
) -> None:
    for _ in range(records):
        sealed()
    with django_assert_num_queries(2):
        clock.tick(timezone.now())
