"""Sealing: every entry is in the tree, and what is added follows what was there."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from archive import clock, merkle, services, tree
from archive.models import Checkpoint
from dialogue.models import Question
from dialogue.services import closing, publishing, speaking
from log import triggers
from log.codes import Refused
from log.models import Event
from tests import cast
from tests.folding import assert_fold_is_tables
from tests.records import ended, entries, say_more, sealed

pytestmark = pytest.mark.django_db


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


@pytest.mark.breaks_fold("an entry is taken out of the log")
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


def test_a_rehearsal_is_never_sealed() -> None:
    session = cast.make_session(rehearsal=True)
    cast.answered(session)
    closing.end_session(session, by=cast.host())
    clock.tick(timezone.now())
    session.refresh_from_db()
    assert session.state == "ended"
    assert not Checkpoint.objects.exists()
