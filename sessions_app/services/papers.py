"""What is shown and read beforehand: the poster and the documents of a session."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.events import ActName
from accounts.principals import Principal
from accounts.services import audit
from log.codes import Refused
from log.writing import lock
from sessions_app.models import Document, Session
from sessions_app.services.drafting import demand_planner, tell_change
from sessions_app.states import CHANGEABLE


def add(
    session: Session, *, title: str, file: File[bytes] | None, link: str, by: Principal
) -> None:
    """Put a file or a link at the end of the list. Records session.document_added.

    `file` is what accounts.uploads made of the upload. Appends session.detailed where public.
    """
    with _changing(session, by):
        place = session.documents.count() + 1
        paper = Document(session=session, title=title, link="" if file else link, place=place)
        if file:
            paper.file.save(file.name or "", file, save=False)
        paper.save()
        tell_change(session, by)
        _record("session.document_added", session, by, ("", f"{title} ({paper.kind})"))


def move(session: Session, document: int, *, up: bool, by: Principal) -> None:
    """Let a document change places with the one before, or after; nothing at the ends."""
    with _changing(session, by):
        order = list(session.documents.all())
        here = next((n for n, each in enumerate(order) if each.pk == document), None)
        there = None if here is None else here + (-1 if up else 1)
        if here is None or there is None or not 0 <= there < len(order):
            return
        before = "、".join(map(str, order))
        order[here], order[there] = order[there], order[here]
        for place, paper in enumerate(order, 1):
            paper.place = place
        Document.objects.bulk_update(order, ["place"])
        tell_change(session, by)
        changes = {"documents": (before, "、".join(map(str, order)))}
        audit.record("session.changed", session, by=by, changes=changes, unit=session.organisation)


def remove(session: Session, document: int, *, by: Principal) -> None:
    """Take a document away; its file goes too. Records session.document_removed."""
    with _changing(session, by):
        paper = session.documents.filter(pk=document).first()
        if paper is None:
            return
        name = paper.file.name or ""
        paper.delete()
        tell_change(session, by)
        _record("session.document_removed", session, by, (str(paper), ""))
        transaction.on_commit(lambda: forget(name))


def set_poster(session: Session, picture: File[bytes] | None, *, by: Principal) -> None:
    """Show another poster, or none. Records session.changed; appends session.detailed."""
    with _changing(session, by):
        old = session.poster.name or ""
        if picture is None:
            session.poster = ""
        else:
            session.poster.save(picture.name or "", picture, save=False)
        session.save(update_fields=["poster"])
        tell_change(session, by)
        changes = {"poster": (old, session.poster.name or "")}
        audit.record("session.changed", session, by=by, changes=changes, unit=session.organisation)
        transaction.on_commit(lambda: forget(old))


def forget(name: str) -> None:
    """Delete a file that nothing refers to any more: a session made after another shares them."""
    used = Document.objects.filter(file=name).exists() or Session.objects.filter(poster=name)
    if name and not used:
        default_storage.delete(name)


def _record(act: ActName, session: Session, by: Principal, change: tuple[str, str]) -> None:
    changes = {"document": change}
    audit.record(act, session, by=by, changes=changes, unit=session.organisation)


@contextmanager
def _changing(session: Session, by: Principal) -> Iterator[None]:
    demand_planner(by, session.organisation)
    with transaction.atomic():
        lock(session.public_id)
        session.refresh_from_db()
        if session.state not in CHANGEABLE:
            raise Refused("illegal_step")
        yield
