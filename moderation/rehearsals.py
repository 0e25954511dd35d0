"""What the moderators' desk holds of a rehearsal."""

from __future__ import annotations

from moderation.models import Claim, Decision, ListedWord
from sessions_app.models import Session


def sweep(rehearsal: Session) -> None:
    """Delete what this room keeps of a rehearsal; called when it is discarded."""
    Claim.objects.filter(question__session=rehearsal).delete()
    Decision.objects.filter(question__session=rehearsal).delete()
    ListedWord.objects.filter(session=rehearsal).delete()
