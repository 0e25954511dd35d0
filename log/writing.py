"""Appending to the log: the only writer, always in the caller's transaction."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from log import doorbell
from log.canonical import Header, digest
from log.codes import Refused
from log.models import Event, Stream, new_epoch
from log.vocabulary import EventData

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to append: the typed event and who did it (a principal's key)."""

    data: EventData
    actor: str = SYSTEM


class Locked:
    """A stream whose row this transaction holds; what `append` demands."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream


def create_stream(
    *, owner_kind: str, owner_id: int, audience: str, rehearsal: bool = False
) -> Stream:
    """Create and return the empty stream of an owner for an audience (public or desk)."""
    return Stream.objects.create(
        owner_kind=owner_kind, owner_id=owner_id, audience=audience, rehearsal=rehearsal
    )


def lock(*stream_ids: int) -> list[Locked]:
    """Lock streams for this transaction and return them in the order they were named.

    Locks are taken in ascending id and before anything else is, so that two services
    can never wait for each other. Raises Refused("not_found") where one is gone, a rehearsal's
    that was discarded meanwhile, and TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the log is locked inside a transaction only")
    # Nobody changes a stream's key. A stronger lock would hold up foreign-key checks of rows
    # that point at the stream, and PostgreSQL makes those at commit: too late for any order.
    rows = Stream.objects.select_for_update(no_key=True).filter(pk__in=stream_ids).order_by("pk")
    held = {row.pk: Locked(row) for row in rows}
    if len(held) < len(set(stream_ids)):
        raise Refused("not_found")
    return [held[stream_id] for stream_id in stream_ids]


def append(held: Locked, data: EventData, *, actor: str = SYSTEM) -> Event:
    """Append one event to a locked stream and return it; rings the doorbell on commit."""
    return append_many(held, [Entry(data, actor)])[0]


def append_many(held: Locked, entries: Sequence[Entry]) -> list[Event]:
    """Append events in order to a locked stream, gapless; rings the doorbell once on commit.

    Changes the stream's position and inserts the rows. Raises ValueError for an event
    that belongs to the other audience: what the desk knows must not slip into public.
    """
    if not entries:
        return []
    stream, at = held.stream, timezone.now()
    if stream.last_at is not None:
        # Order is by seq; time never seems to run backwards, even if the clock was set back.
        at = max(at, stream.last_at)
    rows = [_row(stream, stream.last_seq + i, at, entry) for i, entry in enumerate(entries, 1)]
    Event.objects.bulk_create(rows)
    Stream.objects.filter(pk=stream.pk).update(last_seq=F("last_seq") + len(rows), last_at=at)
    stream.last_seq += len(rows)
    stream.last_at = at
    position = stream.last_seq
    transaction.on_commit(lambda: doorbell.at(stream.pk, position))
    return rows


def _row(stream: Stream, seq: int, at: datetime, entry: Entry) -> Event:
    word = entry.data
    if word.audience != stream.audience:
        raise ValueError(f"{word.kind} does not belong on {stream.name}")
    data, salt = word.stored(), secrets.token_bytes(16)
    header = Header(
        stream=stream.name,
        seq=seq,
        kind=word.kind,
        at=at,
        number=word.header_number(),
        reason=word.header_reason(),
        digest=digest(salt, actor=entry.actor, data=data),
    )
    return Event(
        stream=stream,
        seq=seq,
        kind=header.kind,
        at=at,
        actor=entry.actor,
        number=header.number,
        reason=header.reason,
        data=data,
        salt=salt,
        digest=header.digest,
        leaf=header.leaf(),
    )


def erase(held: Locked, seqs: Sequence[int], notice: EventData, *, actor: str) -> Event:
    """Blank the words of the named entries for good and append `notice` that says so.

    Sets data, salt and actor to NULL; place, time, digest and leaf stay, so that the tree
    still verifies. Bumps the epoch: followers load the record anew. Returns the notice.
    """
    Event.objects.filter(stream=held.stream, seq__in=seqs).update(data=None, salt=None, actor=None)
    bump_epoch(held)
    return append(held, notice, actor=actor)


def bump_epoch(held: Locked) -> None:
    """Give the stream a new epoch: every follower must load the snapshot anew."""
    held.stream.epoch = new_epoch()
    Stream.objects.filter(pk=held.stream.pk).update(epoch=held.stream.epoch)


def delete_rehearsal(held: Locked) -> None:
    """Delete a rehearsal's stream with all its events; the database refuses any other."""
    Event.objects.filter(stream=held.stream).delete()
    held.stream.delete()


def recompute_leaf(event: Event, stream_name: str) -> bytes:
    """Return the leaf that the entry's own columns give; differs if a row was tampered with."""
    proof = bytes(event.digest)
    if event.data is not None and event.salt is not None:
        proof = digest(bytes(event.salt), actor=event.actor, data=event.data)
    return Header(
        stream_name, event.seq, event.kind, event.at, event.number, event.reason, proof
    ).leaf()
