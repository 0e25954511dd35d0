"""Private notes over HTTP: one's own, sent and received. Sending one is a live act."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from accounts import queries as people
from dialogue import api_schemas as schemas
from dialogue import noted
from dialogue.api_auth import bearer, principal
from dialogue.api_errors import ERRORS
from dialogue.models import Note
from sessions_app import queries as sessions
from sessions_app import rules

router = Router(tags=["console"])


@router.get(
    "/sessions/{number}/notes", auth=bearer, response={200: list[schemas.NoteOut], **ERRORS}
)
def note_list(request: HttpRequest, response: HttpResponse, number: int) -> list[dict[str, Any]]:
    """Return the notes to oneself, and those one sent with whether they were seen; no others."""
    me = principal(request)
    people.demand_current(me)
    session = sessions.known_by_number(number, me)
    held = rules.rights(me, session)
    rules.demand(rules.may_send_notes(held) or rules.may_be_noted(held))
    response["Cache-Control"] = "no-store"
    received = set(noted.meant_for(session, me).values_list("pk", flat=True))
    if not rules.may_be_noted(held):
        received = set()
    found = list(noted.of(session, me, received))
    names = people.staff_names([note.by for note in found] + [note.seen_by for note in found])
    return [_note(note, names, mine=note.pk in received) for note in found]


def _note(note: Note, names: dict[str, str], *, mine: bool) -> dict[str, Any]:
    return {
        "number": note.number,
        "to": note.to,
        "about": note.question.number if note.question else None,
        "text": note.text,
        "by": note.by,
        "by_name": names.get(note.by, note.by_name),
        "at": note.at.isoformat(),
        "received": mine,
        "seen_at": note.seen_at.isoformat() if note.seen_at else None,
        "seen_by": names.get(note.seen_by, ""),
    }
