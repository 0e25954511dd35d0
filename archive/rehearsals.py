"""What the archive holds of a rehearsal: nothing, but for what an earlier version sealed."""

from __future__ import annotations

from archive.models import Checkpoint
from sessions_app.models import Session


def sweep(rehearsal: Session) -> None:
    """Delete what this room keeps of a rehearsal; called when it is discarded."""
    Checkpoint.objects.filter(session=rehearsal).delete()
