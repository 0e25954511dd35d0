"""Answers that are being written: saved as they are typed, not logged."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from accounts.principals import Principal
from dialogue import queries
from dialogue.models import Draft, Question
from dialogue.text import MAX_ANSWER
from log.codes import Refused
from sessions_app.models import Session


def save(session: Session, *, number: int, text: str, version: int, by: Principal) -> Draft:
    """Keep a draft for a question. `version` is the one last seen (0 for none).

    Raises Refused: stale when somebody else wrote meanwhile, text_too_long,
    text_bad_characters (what PostgreSQL could not hold), not_found.
    """
    if len(text) > MAX_ANSWER:
        raise Refused("text_too_long", length=len(text), limit=MAX_ANSWER)
    if "\x00" in text:
        raise Refused("text_bad_characters")
    question = queries.question(session, number)
    try:
        return _write(question, text=text, version=version, by=by)
    except IntegrityError as error:
        # Two began the same draft at once, and the other was first.
        raise Refused("stale") from error


def _write(question: Question, *, text: str, version: int, by: Principal) -> Draft:
    with transaction.atomic():
        draft = Draft.objects.select_for_update(of=("self",)).filter(question=question).first()
        if (draft.version if draft else 0) != version:
            raise Refused("stale")
        draft = draft or Draft(question=question, version=0)
        draft.text, draft.by = text, by.key
        draft.version += 1
        draft.save()
    return draft
