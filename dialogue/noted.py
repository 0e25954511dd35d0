"""Reads of private notes: nobody reads those between others."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from accounts.principals import Principal
from dialogue.models import Note
from sessions_app.models import Session


def of(session: Session, principal: Principal, received: Collection[int]) -> QuerySet[Note]:
    """Return the notes this person sent, and those received (by id), the oldest first."""
    own = Q(by=principal.key) | Q(pk__in=received)
    return Note.objects.filter(own, session=session).select_related("question")


def meant_for(session: Session, principal: Principal) -> QuerySet[Note]:
    """Return the notes to this person: by the key of a guest, or to all who answer."""
    keys = session.guests.filter(user_id=principal.user_id or 0).values_list("key", flat=True)
    return Note.objects.filter(session=session, to__in=["", *keys])
