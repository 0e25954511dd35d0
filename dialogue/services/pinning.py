"""Notices that stay where everyone sees them."""

from __future__ import annotations

from django.db import transaction

from accounts.principals import Principal
from dialogue.events import NoticePinned, NoticeUnpinned
from dialogue.models import Pin
from dialogue.wording import checked
from log.codes import Refused
from log.writing import append, lock
from sessions_app.models import Session
from sessions_app.states import COMING, ON_AIR, OVER

MAX_NOTICE = 300
# More than this and nobody reads any.
MOST = 3


def pin(session: Session, *, text: str, by: Principal) -> Pin:
    """Pin a notice in plain text. Appends notice.pinned.

    Raises Refused: illegal_step (before it is public, after the end), too_many_pins, text errors.
    """
    tidy = checked(text, limit=MAX_NOTICE)
    with transaction.atomic():
        public = lock(session.public_id)[0]
        session.refresh_from_db(fields=["state"])
        if session.state not in COMING | ON_AIR:
            raise Refused("illegal_step")
        if Pin.objects.filter(session=session, removed_at=None).count() >= MOST:
            raise Refused("too_many_pins", most=MOST)
        told = append(public, NoticePinned(text=tidy), actor=by.key)
        return Pin.objects.create(session=session, seq=told.seq, text=tidy, at=told.at)


def unpin(session: Session, *, target: int, by: Principal) -> None:
    """Take a pinned notice away. Appends notice.unpinned; nothing if it is gone already.

    Raises Refused: not_found, illegal_step (after the end: the record stays as it was).
    """
    with transaction.atomic():
        public = lock(session.public_id)[0]
        session.refresh_from_db(fields=["state"])
        if session.state in OVER:
            raise Refused("illegal_step")
        pinned = Pin.objects.filter(session=session, seq=target).first()
        if pinned is None:
            raise Refused("not_found")
        if pinned.removed_at is not None:
            return
        pinned.removed_at = append(public, NoticeUnpinned(target=target), actor=by.key).at
        pinned.save(update_fields=["removed_at"])
