"""Recomputing a sealed record from its rows: does it still say what was sealed?

Nothing stored is trusted. Every leaf is made anew from the entry's own columns, every
root from those leaves, and each checkpoint is shown to have grown out of the one before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from archive import merkle, queries, rows, tree
from archive.models import Checkpoint
from log.canonical import digest
from log.models import Event
from log.reading import heads
from log.writing import recompute_leaf
from sessions_app.models import Session


@dataclass(frozen=True, slots=True)
class Fault:
    """An entry that is not what was appended, and what is wrong with it."""

    audience: str
    seq: int
    what: rows.What
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One checkpoint, compared with what the rows give today."""

    index: int
    at: datetime
    size: int
    root: str
    computed: str
    grew: bool

    @property
    def holds(self) -> bool:
        """Return whether the root is the sealed one and grew out of the one before."""
        return self.computed == self.root and self.grew


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification found. `fault` is the first entry that is wrong, in tree order."""

    at: datetime
    entries: int
    unsealed: int
    erased: int
    fault: Fault | None
    verdicts: list[Verdict]

    @property
    def intact(self) -> bool:
        """Return whether everything is as it was sealed."""
        return self.fault is None and self.first_broken is None

    @property
    def first_broken(self) -> Verdict | None:
        """Return the first checkpoint that does not hold, if one does not."""
        return next((verdict for verdict in self.verdicts if not verdict.holds), None)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """What one place in the tree gives today; nothing, where there is no readable entry."""

    value: bytes = b""
    fault: Fault | None = None
    erased: bool = False


def verify(session: Session) -> Report:
    """Recompute every leaf and every root of a record and return what was found.

    Entries that no checkpoint reaches yet are held to their own stored leaf.
    """
    checkpoints = queries.checkpoints(session)
    reaches = queries.reaches(checkpoints)
    found = list(_leaves(session, [*reaches, _now(session, reaches)]))
    sealed = reaches[-1].size if reaches else 0
    return Report(
        at=timezone.now(),
        entries=sealed,
        unsealed=len(found) - sealed,
        erased=sum(leaf.erased for leaf in found),
        fault=next((leaf.fault for leaf in found if leaf.fault), None),
        verdicts=list(_verdicts(checkpoints, [leaf.value for leaf in found])),
    )


def _now(session: Session, reaches: Sequence[tree.Reach]) -> tree.Reach:
    """Return where the streams stand: never behind what was sealed, whatever a row says."""
    last = reaches[-1] if reaches else tree.Reach()
    found = heads([session.public_id, session.desk_id])
    public, desk = found[session.public_id].seq, found[session.desk_id].seq
    return tree.Reach(max(public, last.public), max(desk, last.desk))


def _leaves(session: Session, reaches: Sequence[tree.Reach]) -> Iterator[_Leaf]:
    for segment in tree.segments(reaches):
        stream = tree.stream_id(session, segment.audience)
        # Made here and not read: a stream's name is part of every leaf.
        name = f"session/{session.pk}/{segment.audience}"
        for seq, row in rows.read(stream, after=segment.after, upto=segment.upto):
            if isinstance(row, Event):
                yield _leaf(row, name, segment.audience)
            else:
                yield _Leaf(fault=Fault(segment.audience, seq, row))


def _leaf(event: Event, name: str, audience: str) -> _Leaf:
    try:
        value = recompute_leaf(event, name)
    except rows.UNREADABLE:
        return _Leaf(fault=Fault(audience, event.seq, "unreadable", event.kind))
    fault = None
    if value != bytes(event.leaf) or not _digest_fits(event):
        fault = Fault(audience, event.seq, "changed", event.kind)
    return _Leaf(value, fault, event.erased)


def _digest_fits(event: Event) -> bool:
    """An erasure blanks words, salt and actor together; half of one is a change by hand."""
    blank = [event.data is None, event.salt is None, event.actor is None]
    if any(blank):
        return all(blank)
    # The leaf above was made from the words; here the digest that goes into the header.
    assert event.data is not None
    assert event.salt is not None
    made = digest(bytes(event.salt), actor=event.actor, data=event.data)
    return made == bytes(event.digest)


def _verdicts(checkpoints: Sequence[Checkpoint], leaves: list[bytes]) -> Iterator[Verdict]:
    before: Checkpoint | None = None
    for index, checkpoint in enumerate(checkpoints, 1):
        part = leaves[: checkpoint.size]
        yield Verdict(
            index=checkpoint.index,
            at=checkpoint.at,
            size=checkpoint.size,
            root=checkpoint.root_hex,
            computed=merkle.root(part).hex(),
            grew=checkpoint.index == index and (before is None or _grew(before, checkpoint, part)),
        )
        before = checkpoint


def _grew(before: Checkpoint, now: Checkpoint, leaves: list[bytes]) -> bool:
    if not 0 < before.size <= len(leaves):
        return False
    proof = merkle.consistency_proof(leaves, before.size)
    return merkle.grew(bytes(before.root), before.size, bytes(now.root), now.size, proof)
