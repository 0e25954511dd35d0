"""Proving that the audit log is as it was written: every entry, in order, without a hole.

Nothing stored is trusted: each leaf is made anew from its own columns. What comes out is one
fingerprint over all entries. Whoever notes it down can tell later that nothing before was
replaced, not even by somebody who made all leaves anew: the same number of entries must give
the same fingerprint.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from accounts.services import audit
from log.canonical import digest
from log.models import Event
from log.writing import recompute_leaf

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found. `broken` is the number of the first entry that is not as it was written."""

    entries: int
    fingerprint: str
    broken: int | None
    why: str = ""

    @property
    def intact(self) -> bool:
        """Return whether everything is as it was written."""
        return self.broken is None


def prove(upto: int | None = None) -> Proof:
    """Read the whole log, or its first `upto` entries, and return what was found."""
    stream = audit.stream()
    last = stream.last_seq if upto is None else min(upto, stream.last_seq)
    chain, expected = b"", 1
    rows = Event.objects.filter(stream=stream, seq__lte=last).order_by("seq")
    for row in rows.iterator(chunk_size=CHUNK):
        if row.seq != expected:
            return Proof(expected - 1, chain.hex(), expected, "missing")
        if not _as_written(row, stream.name):
            return Proof(expected - 1, chain.hex(), expected, "changed")
        chain = hashlib.sha256(chain + bytes(row.leaf)).digest()
        expected += 1
    if expected - 1 < last:
        return Proof(expected - 1, chain.hex(), expected, "missing")
    return Proof(last, chain.hex(), None)


def _as_written(row: Event, stream: str) -> bool:
    try:
        if recompute_leaf(row, stream) != bytes(row.leaf):
            return False
    except (TypeError, ValueError):  # what stands there cannot even be read
        return False
    blank = [row.data is None, row.salt is None, row.actor is None]
    if any(blank):
        return all(blank)
    assert row.data is not None
    assert row.salt is not None
    return digest(bytes(row.salt), actor=row.actor, data=row.data) == bytes(row.digest)
