"""What was changed in a sealed record is found and named."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest import skipUnless

import pytest
from django.db import connection, transaction

from archive import services
from archive.models import Checkpoint
from archive.verification import Fault, Report, verify
from dialogue.events import SpeechPublished
from log import triggers
from log.canonical import Header, digest
from log.models import Event, Stream
from log.writing import erase, lock
from sessions_app.models import Session
from tests import cast
from tests.records import ended, entries, say_more, sealed

pytestmark = pytest.mark.django_db


def test_an_untouched_record_is_intact_at_every_checkpoint() -> None:
    session = sealed()
    say_more(session)
    services.extend(session)
    say_more(session, "再补一句。")
    report = verify(session)
    assert report.intact
    assert report.fault is None
    assert [verdict.holds for verdict in report.verdicts] == [True, True]
    assert report.entries == Checkpoint.objects.get(index=2).size
    assert (report.unsealed, report.erased) == (1, 0)


def test_a_record_that_is_not_sealed_yet_can_be_checked_too() -> None:
    report = verify(ended())
    assert report.intact
    assert report.verdicts == []
    assert (report.entries, report.unsealed) == (0, len(entries(Session.objects.get())))


def flipped(value: bytes | memoryview) -> bytes:
    """The same bytes with one bit turned, anywhere."""
    raw = bytearray(value)
    raw[random.randrange(len(raw))] ^= 1 << random.randrange(8)
    return bytes(raw)


def other_words(event: Event) -> dict[str, Any]:
    return {**(event.data or {}), "text": "从未说过的话"}


CHANGES: dict[str, Callable[[Event], Any]] = {
    "kind": lambda event: event.kind + "x",
    "at": lambda event: event.at + timedelta(microseconds=1),
    "actor": lambda event: (event.actor or "") + "1",
    "number": lambda event: (event.number or 0) + 1,
    "reason": lambda event: event.reason + "x",
    "data": other_words,
    "salt": lambda event: flipped(event.salt or b"\x00"),
    "digest": lambda event: flipped(event.digest),
    "leaf": lambda event: flipped(event.leaf),
}


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is changed inside is as before afterwards."""
    with transaction.atomic():
        point = transaction.savepoint()
        yield
        transaction.savepoint_rollback(point)


def audience(session: Session, event: Event) -> str:
    return "public" if event.stream_id == session.public_id else "desk"


def verified(session: Session) -> Report:
    report = verify(session)
    assert not report.intact
    return report


@pytest.mark.parametrize("column", CHANGES)
def test_a_change_of_any_column_of_any_entry_is_found_and_named(column: str) -> None:
    session = sealed()
    say_more(session)
    services.extend(session)
    say_more(session, "尚未封存的补充。")
    triggers.remove(connection)
    for event in entries(session):
        with undone():
            Event.objects.filter(pk=event.pk).update(**{column: CHANGES[column](event)})
            fault = verified(session).fault
            assert fault is not None
            assert (fault.audience, fault.seq) == (audience(session, event), event.seq)
            assert fault.what == "changed"
    assert verify(session).intact


def test_a_missing_or_moved_entry_is_found_and_named() -> None:
    session = sealed()
    triggers.remove(connection)
    elsewhere = cast.make_session("draft").desk_id
    for event in entries(session):
        rows = Event.objects.filter(pk=event.pk)
        missing = Fault(audience(session, event), event.seq, "missing")
        for change in ({"seq": event.seq + 10_000}, {"stream_id": elsewhere}):
            with undone():
                rows.update(**change)
                assert verified(session).fault == missing
        with undone():
            rows.delete()
            assert verified(session).fault == missing


def test_exchanged_entries_are_found() -> None:
    session = sealed()
    triggers.remove(connection)
    one, two = entries(session)[:2]
    Event.objects.filter(pk=one.pk).update(seq=10_000)
    Event.objects.filter(pk=two.pk).update(seq=one.seq)
    Event.objects.filter(pk=one.pk).update(seq=two.seq)
    fault = verified(session).fault
    assert fault is not None
    assert fault.seq == one.seq


@pytest.mark.breaks_fold("an entry is changed by hand")
@skipUnless(connection.vendor == "sqlite", "PostgreSQL stores neither broken dates nor broken JSON")
@pytest.mark.parametrize("column", ["at", "data", "kind"])
def test_an_entry_that_cannot_even_be_read_is_found_and_named(column: str) -> None:
    session = sealed()
    triggers.remove(connection)
    event = entries(session)[2]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        try:
            cursor.execute(
                f"UPDATE log_event SET {column} = CAST(x'7bff00' AS TEXT) WHERE id = %s", [event.pk]
            )
        finally:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
    fault = verified(session).fault
    assert fault == Fault("public", event.seq, "unreadable")


@pytest.mark.breaks_fold("an entry is changed by hand")
def test_a_rewritten_entry_with_a_fitting_leaf_breaks_the_seal() -> None:
    """Whoever also recomputes the leaf still cannot make the root fit."""
    session = sealed()
    say_more(session)
    services.extend(session)
    triggers.remove(connection)
    event = entries(session)[2]
    from_elsewhere = _rewritten(session, event)
    Event.objects.filter(pk=event.pk).update(**from_elsewhere)
    report = verified(session)
    assert report.fault is None
    assert [verdict.holds for verdict in report.verdicts] == [False, False]
    assert report.first_broken is not None
    assert report.first_broken.index == 1


def _rewritten(session: Session, event: Event) -> dict[str, Any]:
    """What the log itself would have written, had other words been said."""
    data, salt = other_words(event), b"\x01" * 16
    made = digest(salt, actor=event.actor, data=data)
    header = Header(
        f"session/{session.pk}/public",
        event.seq,
        event.kind,
        event.at,
        event.number,
        event.reason,
        made,
    )
    return {"data": data, "salt": salt, "digest": made, "leaf": header.leaf()}


def test_a_changed_or_missing_checkpoint_is_found() -> None:
    session = sealed()
    for text in ("一", "二"):
        say_more(session, text)
        services.extend(session)
    rows = Checkpoint.objects.filter(session=session, index=2)
    with undone():
        rows.update(root=flipped(rows.get().root))
        assert [verdict.holds for verdict in verified(session).verdicts] == [True, False, False]
    with undone():
        rows.delete()
        assert [verdict.holds for verdict in verified(session).verdicts] == [True, False]


@pytest.mark.breaks_fold("an entry is taken out of the log")
def test_a_stream_set_back_hides_nothing() -> None:
    session = sealed()
    triggers.remove(connection)
    Event.objects.filter(stream_id=session.public_id, seq__gte=5).delete()
    Stream.objects.filter(pk=session.public_id).update(last_seq=4)
    assert verified(session).fault == Fault("public", 5, "missing")


@pytest.mark.breaks_fold("erasing reaches the log; the rows keep the words")
def test_an_erasure_keeps_the_tree_and_is_told() -> None:
    session = sealed()
    with transaction.atomic():
        public = lock(session.public_id)[0]
        notice = SpeechPublished(speaker=cast.LEADER, text="一条记录已依法删除。")
        erase(public, [4], notice, actor="system")
    report = verify(session)
    assert report.intact
    assert report.erased == 1


@pytest.mark.parametrize("columns", [("data",), ("actor",), ("data", "salt"), ("salt", "actor")])
def test_half_an_erasure_is_a_change_by_hand(columns: tuple[str, ...]) -> None:
    session = sealed()
    triggers.remove(connection)
    event = entries(session)[2]
    Event.objects.filter(pk=event.pk).update(**dict.fromkeys(columns))
    fault = verified(session).fault
    assert fault == Fault("public", event.seq, "changed", event.kind)
