"""What the clock does in the live room: end sessions after their grace, forget old acts."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from accounts.principals import SYSTEM
from dialogue.models import Acknowledgement
from dialogue.services.closing import end_session
from log.codes import Refused
from sessions_app import queries

# A retry that comes later than this is no retry.
KEEP_ACKNOWLEDGEMENTS = timedelta(days=30)


def tick(now: datetime) -> None:
    """End what is past its grace; drop acknowledgements nobody can ask for any more."""
    for session in queries.due("end", now):
        if now >= session.ends_at + timedelta(minutes=session.grace_minutes):
            with suppress(Refused):
                end_session(session, by=SYSTEM)
    Acknowledgement.objects.filter(at__lt=now - KEEP_ACKNOWLEDGEMENTS).delete()
