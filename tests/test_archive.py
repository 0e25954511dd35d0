"""Sealing: every entry is in the tree, what was added follows, what was changed is found."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any
from unittest import skipUnless

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import balance, clock, merkle, queries, services, tree
from archive.models import Checkpoint
from archive.verification import Fault, Report, verify
from dialogue.events import SpeechPublished
from dialogue.models import Question
from dialogue.services import closing, own, publishing, speaking
from log import triggers
from log.canonical import Header, digest
from log.codes import Refused
from log.models import Event, Stream
from log.writing import erase, lock
from sessions_app.models import Session
from tests import cast
from tests.folding import assert_fold_is_tables

pytestmark = pytest.mark.django_db


def ended() -> Session:
    """A session with a question of every end, just over."""
    session = cast.make_session()
    speaking.say(session, text="欢迎。", speaker=cast.LEADER, by=cast.leader())
    cast.answered(session)
    cast.declined(session)
    cast.ask(session, "还没有审核的问题")
    withdrawn = cast.ask(session, "这个问题我不想问了")
    own.withdraw(session, number=withdrawn.number, by=cast.netizen())
    gone = cast.published(session, "含有电话的问题")
    publishing.take_down(session, number=gone.number, reason="privacy", by=cast.moderator())
    cast.published(session, "没有轮到的问题")
    closing.end_session(session, by=cast.host())
    return session


def sealed() -> Session:
    session = ended()
    services.seal(session)
    return session


def say_more(session: Session, text: str = "补充一句。") -> None:
    """Something that may happen after the seal: an answer that comes late."""
    question = Question.objects.get(session=session, text="没有轮到的问题")
    speaking.answer(
        session, number=question.number, text=text, speaker=cast.LEADER, by=cast.leader()
    )


def entries(session: Session) -> list[Event]:
    """Every entry of both streams: the public ones first, each stream in order."""
    public = Event.objects.filter(stream_id=session.public_id).order_by("seq")
    desk = Event.objects.filter(stream_id=session.desk_id).order_by("seq")
    return [*public, *desk]


# --- Sealing ------------------------------------------------------------------


def test_a_seal_covers_every_entry_and_the_session_is_archived() -> None:
    session = ended()
    checkpoint = services.seal(session)
    session.refresh_from_db()
    every = entries(session)
    assert session.state == "archived"
    assert checkpoint.index == 1
    assert checkpoint.size == len(every) == checkpoint.public_seq + checkpoint.desk_seq
    assert bytes(checkpoint.root) == merkle.root([bytes(event.leaf) for event in every])
    assert every[checkpoint.public_seq - 1].kind == "session.archived"
    assert_fold_is_tables(session)


def test_only_a_session_that_has_ended_is_sealed_and_only_once() -> None:
    live = cast.make_session("live")
    with pytest.raises(Refused, match="illegal_step"):
        services.seal(live)
    session = sealed()
    with pytest.raises(Refused, match="illegal_step"):
        services.seal(session)
    assert list(Checkpoint.objects.values_list("session_id", "index")) == [(session.pk, 1)]


def test_a_seal_over_a_hole_is_refused_and_leaves_nothing_behind() -> None:
    session = ended()
    triggers.remove(connection)
    Event.objects.filter(stream_id=session.desk_id, seq=2).delete()
    with pytest.raises(tree.HoleError):
        services.seal(session)
    session.refresh_from_db()
    assert session.state == "ended"
    assert not Checkpoint.objects.exists()


def test_what_comes_later_is_sealed_behind_what_was_there() -> None:
    session = sealed()
    say_more(session)
    speaking.correct(session, target=4, text="欢迎各位。", reason="漏字", by=cast.stenographer())
    late = Question.objects.get(session=session, text="还没有审核的问题")
    publishing.decline(
        session, number=late.number, version=1, reason="duplicate", words="", by=cast.moderator()
    )
    second = services.extend(session)
    assert second is not None
    first = Checkpoint.objects.get(session=session, index=1)
    public = [bytes(e.leaf) for e in entries(session) if e.stream_id == session.public_id]
    desk = [bytes(e.leaf) for e in entries(session) if e.stream_id == session.desk_id]
    in_order = [*public[: first.public_seq], *desk[: first.desk_seq]]
    in_order += [*public[first.public_seq :], *desk[first.desk_seq :]]
    assert second.size == first.size + 3 == len(in_order)
    assert bytes(second.root) == merkle.root(in_order)
    proof = merkle.consistency_proof(in_order, first.size)
    assert merkle.grew(bytes(first.root), first.size, bytes(second.root), second.size, proof)


def test_a_record_that_did_not_grow_gets_no_further_checkpoint() -> None:
    session = sealed()
    assert services.extend(session) is None
    assert services.extend(ended()) is None
    assert Checkpoint.objects.count() == 1


def test_a_checkpoint_that_counts_wrongly_cannot_be_stored() -> None:
    session = sealed()
    checkpoint = Checkpoint.objects.get()
    fields = {"session": session, "root": b"", "at": timezone.now(), "balance": {}}
    for index, size in ((1, checkpoint.size), (2, checkpoint.size + 1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Checkpoint.objects.create(
                index=index,
                size=size,
                public_seq=checkpoint.public_seq,
                desk_seq=checkpoint.desk_seq,
                **fields,
            )


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=6))
def test_every_entry_has_one_place_in_the_tree(growth: list[tuple[int, int]]) -> None:
    reaches, public, desk = [], 0, 0
    for more_public, more_desk in growth:
        public, desk = public + more_public, desk + more_desk
        reaches.append(tree.Reach(public, desk))
    in_order = [
        (segment.audience, seq)
        for segment in tree.segments(reaches)
        for seq in range(segment.after + 1, segment.upto + 1)
    ]
    assert len(in_order) == len(set(in_order)) == reaches[-1].size
    assert [tree.place(reaches, *entry) for entry in in_order] == list(range(len(in_order)))
    assert tree.place(reaches, "public", public + 1) is None
    for first in range(0, len(in_order) + 1, 3):
        windowed = [
            (segment.audience, seq)
            for segment in tree.window(reaches, first, 4)
            for seq in range(segment.after + 1, segment.upto + 1)
        ]
        assert windowed == in_order[first : first + 4]


# --- The clock ----------------------------------------------------------------


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


def test_a_damaged_record_does_not_keep_the_others_from_being_sealed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    damaged, sound = ended(), ended()
    triggers.remove(connection)
    Event.objects.filter(stream_id=damaged.public_id, seq=1).delete()
    clock.tick(timezone.now())
    assert list(Checkpoint.objects.values_list("session_id", flat=True)) == [sound.pk]
    assert f"session {damaged.number} cannot be sealed" in caplog.text


@pytest.mark.parametrize("records", [1, 3])
def test_a_clock_with_nothing_to_do_asks_two_questions(
    records: int, django_assert_num_queries: Any
) -> None:
    for _ in range(records):
        sealed()
    with django_assert_num_queries(2):
        clock.tick(timezone.now())


# --- Verification -------------------------------------------------------------


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


def test_a_stream_set_back_hides_nothing() -> None:
    session = sealed()
    triggers.remove(connection)
    Event.objects.filter(stream_id=session.public_id, seq__gte=5).delete()
    Stream.objects.filter(pk=session.public_id).update(last_seq=4)
    assert verified(session).fault == Fault("public", 5, "missing")


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


# --- The balance --------------------------------------------------------------


def test_each_question_is_counted_under_its_one_end() -> None:
    session = sealed()
    at_close = Checkpoint.objects.get().balance
    assert at_close == {
        "received": 6,
        "answered": 1,
        "to_case": 0,
        "merged": 0,
        "declined": {"abuse_or_ads": 1},
        "withdrawn": 1,
        "taken_down": 1,
        "erased": 0,
        "still_open": 2,
    }
    say_more(session)
    services.extend(session)
    now = Checkpoint.objects.get(index=2).balance
    assert (now["answered"], now["still_open"]) == (2, 1)
    assert Checkpoint.objects.get(index=1).balance == at_close


def hand_over(session: Session, number: int) -> None:
    with transaction.atomic():
        held = lock(session.public_id)[0]
        question = Question.objects.get(session=session, number=number)
        closing.hand_over(question, case_number=f"2026{number:04}", held=held)


def held_version(session: Session, number: int) -> dict[str, Any]:
    version = Question.objects.get(session=session, number=number).version
    return {"number": number, "version": version, "by": cast.moderator()}


# What can happen to a question, or to the session as a whole.
MOVES: dict[str, Callable[[Session, int], Any]] = {
    "ask": lambda session, n: cast.ask(session, f"第 {session.last_number} 个问题，编号 {n}"),
    "publish": lambda session, n: publishing.publish(session, **held_version(session, n)),
    "decline": lambda session, n: publishing.decline(
        session, reason=("duplicate", "off_topic")[n % 2], words="", **held_version(session, n)
    ),
    "withdraw": lambda session, n: own.withdraw(session, number=n, by=cast.netizen()),
    "take_down": lambda session, n: publishing.take_down(
        session, number=n, reason="privacy", by=cast.moderator()
    ),
    "answer": lambda session, n: speaking.answer(
        session, number=n, text="好的。", speaker=cast.LEADER, by=cast.leader()
    ),
    "hand_over": hand_over,
    "end": lambda session, n: closing.end_session(session, by=cast.host()),
    "seal": lambda session, n: services.seal(session),
}


@given(st.lists(st.tuples(st.sampled_from(sorted(MOVES)), st.integers(1, 5)), max_size=30))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_ends_always_add_up_to_all_questions(moves: list[tuple[str, int]]) -> None:
    session = cast.make_session(per_person=100)
    for name, number in [("ask", 1), ("ask", 2), *moves]:
        # Not every move is possible in every state.
        with suppress(Refused, Question.DoesNotExist):
            MOVES[name](session, number)
        session.refresh_from_db()
        counted = balance.count(session)
        assert balance.total(counted) == counted["received"] == session.last_number
    for checkpoint in queries.checkpoints(session):
        assert balance.total(checkpoint.balance) == checkpoint.balance["received"]


def test_a_rehearsal_is_sealed_like_any_other() -> None:
    session = cast.make_session(rehearsal=True)
    cast.answered(session)
    closing.end_session(session, by=cast.host())
    clock.tick(timezone.now())
    assert verify(session).intact
    assert Checkpoint.objects.get().session == session
