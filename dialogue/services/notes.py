"""Private notes from staff to whoever answers, acknowledged by whom they are for."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from accounts.principals import Principal
from dialogue import noted, queries
from dialogue.events import NoteSeen, NoteSent
from dialogue.models import Note
from dialogue.wording import checked
from log.codes import Refused
from log.writing import append, lock
from sessions_app.models import Session
from sessions_app.states import CHANGEABLE

MAX_NOTE = 500


def send(session: Session, *, to: str, about: int | None, text: str, by: Principal) -> Note:
    """Write a note to a speaker (by key; "" for all who answer). Appends note.sent to the desk.

    Raises Refused: unknown_speaker, not_found, illegal_step (after the end), and text errors.
    """
    tidy = checked(text, limit=MAX_NOTE)
    # Compared here: what is no key at all, PostgreSQL might not even look for.
    if to and to not in session.guests.values_list("key", flat=True):
        raise Refused("unknown_speaker")
    with transaction.atomic():
        desk = lock(session.desk_id)[0]
        session.refresh_from_db(fields=["state"])
        if session.state not in CHANGEABLE:
            raise Refused("illegal_step")
        question = queries.question(session, about) if about is not None else None
        last = Note.objects.filter(session=session).aggregate(last=Max("number"))["last"] or 0
        event = NoteSent(note=last + 1, to=to, about=about, text=tidy)
        told = append(desk, event, actor=by.key)
        return Note.objects.create(
            session=session,
            number=last + 1,
            to=to,
            question=question,
            text=tidy,
            by=by.key,
            by_name=by.name,
            at=told.at,
        )


def acknowledge(session: Session, *, note: int, by: Principal) -> Note:
    """Say that one has seen a note for oneself, or for all who answer. Appends note.seen.

    Doing it twice changes nothing. Raises Refused("not_found") for a note to somebody else.
    """
    with transaction.atomic():
        desk = lock(session.desk_id)[0]
        found = (
            noted.meant_for(session, by).select_for_update(of=("self",)).filter(number=note).first()
        )
        if found is None:
            raise Refused("not_found")
        if found.seen_at is None:
            found.seen_at = append(desk, NoteSeen(note=note), actor=by.key).at
            found.seen_by = by.key
            found.save(update_fields=["seen_at", "seen_by"])
    return found
