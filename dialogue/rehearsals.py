"""What the live room holds of a rehearsal."""

from __future__ import annotations

from dialogue.models import (
    Acknowledgement,
    Correction,
    Note,
    Pin,
    Poll,
    Promise,
    Question,
    Utterance,
)
from sessions_app.models import Session


def sweep(rehearsal: Session) -> None:
    """Delete what this room keeps of a rehearsal; called when it is discarded.

    Support and drafts go with their questions, ballots with their polls.
    """
    for model in (Note, Pin, Poll, Promise):
        model._default_manager.filter(session=rehearsal).delete()
    Correction.objects.filter(utterance__session=rehearsal).delete()
    Utterance.objects.filter(session=rehearsal).delete()
    Question.objects.filter(session=rehearsal).delete()
    Acknowledgement.objects.filter(session=rehearsal).delete()
