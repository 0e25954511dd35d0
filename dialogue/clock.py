"""What the clock does in the live room: end sessions after their grace, forget old acts."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from accounts.principals import SYSTEM
from dialogue.models import Acknowledgement
from dialogue.services.closing import end_session
from sessions_app import queries
from sessions_app.turns import Turns

# A retry that comes later than this is no retry.
KEEP_ACKNOWLEDGEMENTS = timedelta(days=30)
turns: Turns[int] = Turns("dialogue")


def tick(now: datetime) -> None:
    """End what is past its grace; drop acknowledgements nobody can ask for any more."""
    left_out = turns.begin()
    for session in queries.due("end", now):
        past_grace = now >= session.ends_at + timedelta(minutes=session.grace_minutes)
        if past_grace and session.pk not in left_out:
            turns.take(
                session.pk, f"end {session.number}", partial(end_session, session, by=SYSTEM)
            )
    Acknowledgement.objects.filter(at__lt=now - KEEP_ACKNOWLEDGEMENTS).delete()
