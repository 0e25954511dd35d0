"""Answers that are being prepared: saved as they are typed, not logged."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.db import IntegrityError, transaction

from accounts.principals import Principal
from dialogue import queries, ticks
from dialogue.events import Source
from dialogue.models import Draft, Question
from dialogue.text import MAX_ANSWER
from dialogue.wording import Wording
from log.codes import Refused
from sessions_app.models import Session


def save(
    session: Session, *, number: int, text: str | Wording, version: int, by: Principal
) -> Draft:
    """Keep a draft for a question. `version` is the one last seen (0 for none).

    Tells staff which draft changed, on commit. Raises Refused: stale when somebody else wrote
    meanwhile, text_too_long, text_bad_characters (what PostgreSQL could not hold), not_found.
    """
    wording = text if isinstance(text, Wording) else Wording(text)
    _demand_storable(wording)
    question = queries.question(session, number)
    try:
        return _write(question, wording, version=version, by=by)
    except IntegrityError as error:
        # Two began the same draft at once, and the other was first.
        raise Refused("stale") from error


def _demand_storable(wording: Wording) -> None:
    # An address may still be half typed: it is checked when the answer is published.
    if len(wording.text) > MAX_ANSWER:
        raise Refused("text_too_long", length=len(wording.text), limit=MAX_ANSWER)
    sources = wording.sources or ()
    if any("\x00" in words for words in (wording.text, *_words_of(sources))):
        raise Refused("text_bad_characters")


def _words_of(sources: Sequence[Source]) -> list[str]:
    return [words for source in sources for words in (source.title, source.href)]


def _write(question: Question, wording: Wording, *, version: int, by: Principal) -> Draft:
    with transaction.atomic():
        draft = Draft.objects.select_for_update(of=("self",)).filter(question=question).first()
        if (draft.version if draft else 0) != version:
            raise Refused("stale")
        draft = draft or Draft(question=question, version=0)
        draft.text, draft.by = wording.text, by.key
        if wording.sources is not None:
            draft.sources = [source.model_dump() for source in wording.sources]
        if wording.ready is not None:
            draft.ready = wording.ready
        draft.version += 1
        draft.save()
        transaction.on_commit(partial(ticks.drafted, question.session_id, question.number))
    return draft
