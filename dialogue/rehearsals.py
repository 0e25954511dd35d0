"""What the live room holds of a rehearsal."""

from __future__ import annotations

from dialogue.models import Acknowledgement, Correction, Question, Utterance
from sessions_app.models import Session


def sweep(rehearsal: Session) -> None:
    """Delete what this room keeps of a rehearsal; called when it is discarded.

    Support and drafts go with their questions.
    """
    Correction.objects.filter(utterance__session=rehearsal).delete()
    Utterance.objects.filter(session=rehearsal).delete()
    Question.objects.filter(session=rehearsal).delete()
    Acknowledgement.objects.filter(session=rehearsal).delete()
