"""Rehearsing a session: a private copy in which the whole way works, and its end without trace.

The copy has a number nobody comes upon, streams that may be deleted, and the roles of the real
session; whoever has none of them, and does not plan, finds nothing there (sessions_app.rules).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.principals import SYSTEM, Principal
from accounts.services import audit
from log.codes import Refused
from log.writing import delete_rehearsal, lock
from sessions_app.models import Session, SessionGroupPermission, SessionUserPermission
from sessions_app.services import lifecycle, papers, planning
from sessions_app.states import COMING, State

# What can still be rehearsed: what has not begun.
REHEARSED = COMING | {State.DRAFT}
# What the copy has from the real session. When it is announced, opens, ends: it does not wait.
RULES = (
    *("summary", "grace_minutes", "asking", "guests_may_support", "max_length", "per_person"),
    *("slow_seconds", "promise_minutes", "live_text", "poster", "stream_url"),
)


def begin(session: Session, *, by: Principal) -> Session:
    """Return the session's rehearsal, made now unless there is one already.

    It takes questions at once and is as long as the real one. Appends to its own streams what
    announcing does, and session.rehearsed to the audit log. Raises Refused("illegal_step") for
    a session that has begun, and for a rehearsal.
    """
    with transaction.atomic():
        # Two who press the button at once share one rehearsal.
        lock(session.public_id)
        session.refresh_from_db()
        if session.rehearsal or session.state not in REHEARSED:
            raise Refused("illegal_step")
        running = session.rehearsals.order_by("pk").first()
        if running is not None:
            return running
        copy = _copy(session, by)
        lifecycle.announce(copy, by=by)
        lifecycle.collect(copy, by=by)
        _record(session, by, before="", after="begun")
    return copy


def _copy(session: Session, by: Principal) -> Session:
    now = timezone.now()
    copy = planning.create(
        title=session.title,
        organisation=session.organisation,
        starts_at=now,
        ends_at=now + (session.ends_at - session.starts_at),
        rehearsal=True,
        rehearsal_of=session,
        created_by_id=by.user_id,
        **{name: getattr(session, name) for name in RULES},
    )
    copy.topics.set(session.topics.all())
    for row in (*session.guests.all(), *session.documents.all(), *_rights(session)):
        _give(row, copy)
    return copy


def _rights(session: Session) -> list[models.Model]:
    # Not by planning.grant: that ends people's tokens, for sockets that cannot be open yet.
    every = (SessionUserPermission, SessionGroupPermission)
    return [row for held in every for row in held.objects.filter(content_object=session)]


def _give(row: models.Model, copy: Session) -> None:
    """Save a row of the real session once more, as one of the copy. Files are shared."""
    owner = "content_object" if hasattr(row, "content_object") else "session"
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    values = {field.attname: getattr(row, field.attname) for field in fields}
    type(row)._default_manager.create(**values | {f"{owner}_id": copy.pk})


def discard(rehearsal: Session, *, by: Principal = SYSTEM) -> None:
    """Delete a rehearsal and everything that belongs to it, in every room.

    Appends session.rehearsed to the audit log where a person did it; nothing else remains.
    Raises Refused("not_allowed") for a real session: those are kept for ever.
    """
    with transaction.atomic():
        # Whatever is being done in it is finished first, and finds nothing afterwards.
        held = lock(rehearsal.desk_id, rehearsal.public_id)
        rehearsal.refresh_from_db()
        if not rehearsal.rehearsal:
            raise Refused("not_allowed")
        for sweep in settings.REHEARSAL_SWEEPERS:
            import_string(sweep)(rehearsal)
        real = rehearsal.rehearsal_of
        files = [rehearsal.poster.name, *rehearsal.documents.values_list("file", flat=True)]
        Session.objects.filter(pk=rehearsal.pk).delete()
        for stream in held:
            delete_rehearsal(stream)
        for name in filter(None, files):
            # Kept as long as the real session shows it.
            transaction.on_commit(partial(papers.forget, name))
        if real is not None and by != SYSTEM:
            _record(real, by, before="begun", after="discarded")


def overdue(now: datetime) -> QuerySet[Session]:
    """Return the rehearsals that nobody discarded in time."""
    kept = timedelta(hours=settings.REHEARSAL_HOURS)
    return Session.objects.filter(rehearsal=True, starts_at__lte=now - kept).order_by("pk")


def _record(session: Session, by: Principal, *, before: str, after: str) -> None:
    unit = session.organisation
    changes = {"rehearsal": (before, after)}
    audit.record("session.rehearsed", session, by=by, changes=changes, unit=unit)
