"""Sealing a record, and sealing again what was added to it. Nothing is ever sealed shut."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from archive import balance, merkle, queries, tree
from archive.models import Checkpoint
from log.writing import Locked, lock
from sessions_app.models import Session
from sessions_app.services import lifecycle


def seal(session: Session) -> Checkpoint:
    """Archive an ended session and make its first checkpoint, over everything so far.

    Appends session.archived, which the checkpoint covers. Raises Refused("illegal_step")
    unless the session has ended and is not sealed yet; tree.HoleError if entries are gone.
    """
    with transaction.atomic():
        public, desk = lock(session.public_id, session.desk_id)
        lifecycle.archive(session, held=public)
        return _checkpoint(session, public, desk)


def extend(session: Session) -> Checkpoint | None:
    """Make a further checkpoint if the record grew since the last; return it, else None.

    Appends nothing: a checkpoint looks at the log and is not in it. Does nothing for a
    record that was never sealed. Raises tree.HoleError if entries are gone.
    """
    with transaction.atomic():
        public, desk = lock(session.public_id, session.desk_id)
        last = queries.last_checkpoint(session)
        if last is None or last.size == public.stream.last_seq + desk.stream.last_seq:
            return None
        return _checkpoint(session, public, desk)


def _checkpoint(session: Session, public: Locked, desk: Locked) -> Checkpoint:
    """Both streams are held, so neither the log nor any question can move meanwhile."""
    session.refresh_from_db(fields=["last_number"])
    before = queries.checkpoints(session)
    now = tree.Reach(public.stream.last_seq, desk.stream.last_seq)
    leaves = tree.leaves(session, [*queries.reaches(before), now])
    return Checkpoint.objects.create(
        session=session,
        index=len(before) + 1,
        public_seq=now.public,
        desk_seq=now.desk,
        size=now.size,
        root=merkle.root(leaves),
        at=timezone.now(),
        balance=balance.count(session),
    )
