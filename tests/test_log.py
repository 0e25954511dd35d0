"""The log: gapless, append-only, and able to prove what it holds."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from unittest import skipUnless

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from django.utils import timezone

from dialogue.events import QuestionReceived, QuestionTakenUp
from log import reading, triggers
from log.models import Event, Stream
from log.vocabulary import decode
from log.writing import (
    Entry,
    append,
    append_many,
    bump_epoch,
    create_stream,
    delete_rehearsal,
    erase,
    lock,
    recompute_leaf,
)


def stream(audience: str = "public", *, owner: int = 1, rehearsal: bool = False) -> Stream:
    return create_stream(
        owner_kind="session", owner_id=owner, audience=audience, rehearsal=rehearsal
    )


def fill(target: Stream, count: int) -> list[Event]:
    with transaction.atomic():
        held = lock(target.pk)[0]
        return append_many(held, [Entry(QuestionTakenUp(number=n)) for n in range(1, count + 1)])


@pytest.mark.django_db
def test_events_are_numbered_from_one_without_a_gap() -> None:
    target = stream()
    fill(target, 3)
    fill(target, 2)
    assert [event.seq for event in reading.after(target.pk, 0)] == [1, 2, 3, 4, 5]
    assert reading.head(target.pk).seq == 5


@pytest.mark.django_db
def test_a_rolled_back_append_leaves_no_gap() -> None:
    target = stream()
    fill(target, 1)
    with transaction.atomic():
        append(lock(target.pk)[0], QuestionTakenUp(number=9))
        transaction.set_rollback(True)
    fill(target, 1)
    assert [event.seq for event in reading.after(target.pk, 0)] == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_a_stream_cannot_be_locked_outside_a_transaction() -> None:
    target = stream()
    with pytest.raises(transaction.TransactionManagementError):
        lock(target.pk)


@pytest.mark.django_db
def test_what_the_desk_knows_cannot_be_appended_to_the_public_stream() -> None:
    target = stream("public")
    word = QuestionReceived(number=1, text="暂不公开", name="", guest=False)
    with pytest.raises(ValueError, match="does not belong"), transaction.atomic():
        append(lock(target.pk)[0], word)
    assert reading.head(target.pk).seq == 0


@pytest.mark.django_db
def test_time_never_runs_backwards_even_if_the_clock_does() -> None:
    target = stream()
    future = timezone.now() + timedelta(hours=1)
    Stream.objects.filter(pk=target.pk).update(last_at=future)
    assert fill(target, 1)[0].at == future


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"kind": "question.put_back"},
        {"seq": 77},
        {"leaf": b"0" * 32},
        {"data": {"number": 5}},
        {"data": None},
        {"salt": None},
    ],
)
def test_the_database_refuses_to_change_an_event(change: dict[str, object]) -> None:
    target = stream()
    fill(target, 1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.filter(stream=target).update(**change)


@pytest.mark.django_db
def test_the_database_refuses_to_delete_an_event_or_a_stream() -> None:
    target = stream()
    fill(target, 1)
    for rows in (Event.objects.filter(stream=target), Stream.objects.filter(pk=target.pk)):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows._raw_delete(using="default")


@pytest.mark.django_db
def test_an_event_cannot_be_put_in_the_place_of_another() -> None:
    target = stream()
    event = fill(target, 1)[0]
    event.data = {"number": 5}
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.bulk_create(
            [event],
            update_conflicts=True,
            update_fields=["data"],
            unique_fields=["stream", "seq"],
        )


def replace(model: type[Model], pk: int, **changed: str) -> None:
    """REPLACE with a copy of a row in which some columns are other expressions."""
    columns = [str(field.column) for field in model._meta.concrete_fields]
    copied = ", ".join(changed.get(name, name) for name in columns)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"REPLACE INTO {table} ({', '.join(columns)}) SELECT {copied} FROM {table}"
            " WHERE id = %s",
            [pk],
        )


def pragma(value: str = "") -> int:
    """Set the connection's recursive_triggers, or ask how it is set."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA recursive_triggers{value}")
        return 0 if value else int(cursor.fetchone()[0])


@pytest.fixture
def _a_connection_not_ours() -> Iterator[None]:
    """As sqlite3 at the command line opens one: REPLACE asks no trigger about what it deletes."""
    pragma("=OFF")
    yield
    pragma("=ON")


only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is SQLite's")


@only_sqlite
@pytest.mark.django_db
def test_our_own_connections_ask_the_triggers_about_what_a_replace_deletes() -> None:
    assert pragma() == 1


@only_sqlite
@pytest.mark.django_db
@pytest.mark.usefixtures("_a_connection_not_ours")
@pytest.mark.parametrize("other", [{}, {"id": "NULL"}, {"seq": "77"}])
def test_an_event_cannot_be_replaced_by_any_of_its_keys(other: dict[str, str]) -> None:
    event = fill(stream(), 2)[0]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        replace(Event, event.pk, data="'{}'", **other)
    event.refresh_from_db()
    assert event.data == {"number": 1}
    assert Event.objects.count() == 2


@only_sqlite
@pytest.mark.django_db
@pytest.mark.usefixtures("_a_connection_not_ours")
@pytest.mark.parametrize("other", [{}, {"id": "NULL"}, {"owner_id": "77"}])
def test_a_stream_cannot_be_replaced_by_a_rehearsal(other: dict[str, str]) -> None:
    target = stream()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        replace(Stream, target.pk, rehearsal="1", **other)
    assert list(Stream.objects.values_list("pk", "rehearsal")) == [(target.pk, False)]


@pytest.mark.django_db
def test_a_stream_cannot_leave_its_events_behind() -> None:
    """Under another id they would belong to no stream, and nothing would keep them."""
    target = stream()
    fill(target, 1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Stream.objects.filter(pk=target.pk).update(id=target.pk + 1000)
    assert Event.objects.get().stream_id == target.pk


@pytest.mark.django_db
def test_triggers_are_made_anew_over_those_of_an_older_release() -> None:
    target = stream()
    triggers.remove(connection)
    Stream.objects.filter(pk=target.pk).update(last_seq=1)
    older = "CREATE TRIGGER log_stream_no_rewind BEFORE UPDATE ON log_stream"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"{older} FOR EACH ROW EXECUTE FUNCTION log_event_no_update()")
        else:
            cursor.execute(f"{older} WHEN FALSE BEGIN SELECT 1; END")
    for _time in range(2):
        triggers.install(connection)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Stream.objects.filter(pk=target.pk).update(last_seq=0)
    triggers.remove(connection)
    Stream.objects.filter(pk=target.pk).update(last_seq=0)


@pytest.mark.django_db
def test_a_stream_cannot_be_rewound_or_made_a_rehearsal() -> None:
    target = stream()
    fill(target, 2)
    for change in ({"last_seq": 1}, {"rehearsal": True}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Stream.objects.filter(pk=target.pk).update(**change)


@pytest.mark.django_db
def test_a_rehearsal_leaves_nothing_behind() -> None:
    target = stream(rehearsal=True)
    fill(target, 2)
    with transaction.atomic():
        delete_rehearsal(lock(target.pk)[0])
    assert not Event.objects.filter(stream_id=target.pk).exists()
    assert not Stream.objects.filter(pk=target.pk).exists()


@pytest.mark.django_db
def test_erasure_blanks_the_words_and_keeps_place_time_and_leaf() -> None:
    target = stream()
    before = fill(target, 2)[0]
    with transaction.atomic():
        erase(lock(target.pk)[0], [1], QuestionTakenUp(number=2), actor="u:1")
    after = Event.objects.get(stream=target, seq=1)
    assert (after.data, after.salt, after.actor) == (None, None, None)
    assert (after.at, bytes(after.leaf), after.kind) == (before.at, before.leaf, before.kind)
    assert recompute_leaf(after, target.name) == before.leaf
    assert reading.frame(after)["data"] == {"number": 1, "erased": True}


@pytest.mark.django_db
def test_erasure_makes_followers_begin_anew() -> None:
    target = stream()
    fill(target, 1)
    before = reading.head(target.pk).epoch
    with transaction.atomic():
        erase(lock(target.pk)[0], [1], QuestionTakenUp(number=2), actor="u:1")
    assert reading.head(target.pk).epoch != before


@pytest.mark.django_db
def test_a_renewed_epoch_never_repeats_one_of_a_restored_backup() -> None:
    target = stream()
    seen = {target.epoch}
    for _restore in range(20):
        with transaction.atomic():
            held = lock(target.pk)[0]
            bump_epoch(held)
        seen.add(held.stream.epoch)
    assert len(seen) == 21


@pytest.mark.django_db
def test_a_leaf_changes_with_every_part_of_the_event() -> None:
    target = stream()
    event = fill(target, 1)[0]
    assert recompute_leaf(event, target.name) == event.leaf
    event.number = 8
    assert recompute_leaf(event, target.name) != event.leaf
    event.number, event.data = 1, {"number": 8}
    assert recompute_leaf(event, target.name) != event.leaf
    event.data, event.actor = {"number": 1}, "u:9"
    assert recompute_leaf(event, target.name) != event.leaf
    event.actor = "system"
    assert recompute_leaf(event, "session/2/public") != event.leaf


def test_unknown_fields_and_kinds_are_refused() -> None:
    with pytest.raises(ValueError, match="Extra inputs"):
        decode("question.taken_up", {"number": 1, "colour": "red"})
    with pytest.raises(KeyError):
        decode("question.vanished", {"number": 1})


@pytest.mark.django_db(transaction=True)
def test_eight_writers_and_a_reader_that_follows_by_seq_miss_nothing() -> None:
    target = stream()
    seen: list[int] = []
    done = threading.Event()

    def write() -> None:
        for _turn in range(10):
            fill(target, 1)
        connection.close()

    def follow() -> None:
        while not done.is_set() or reading.head(target.pk).seq > len(seen):
            seen.extend(event.seq for event in reading.after(target.pk, len(seen)))
        connection.close()

    writers = [threading.Thread(target=write) for _writer in range(8)]
    follower = threading.Thread(target=follow)
    for thread in [*writers, follower]:
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    follower.join()
    assert seen == list(range(1, 81))


@skipUnless(connection.vendor == "postgresql", "TRUNCATE is PostgreSQL's")
@pytest.mark.django_db
def test_the_database_refuses_to_truncate_the_log() -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE log_event CASCADE")
