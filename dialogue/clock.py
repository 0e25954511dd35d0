"""What the clock does in the live room: end sessions after their grace, tell those who asked in
a session that was cancelled, forget old acts.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from accounts.principals import SYSTEM
from dialogue import queries
from dialogue.models import Acknowledgement
from dialogue.services import closing
from sessions_app import queries as sessions
from sessions_app.turns import Turns

# A retry that comes later than this is no retry.
KEEP_ACKNOWLEDGEMENTS = timedelta(days=30)
# Of one session: the rest waits for the next round, and no lock is held for long.
MOST_A_ROUND = 200
turns: Turns[int] = Turns("dialogue")


def tick(now: datetime) -> None:
    """End what is past its grace; decline what a cancelled session holds; drop old
    acknowledgements.
    """
    left_out = turns.begin()
    for session in sessions.due("end", now):
        if session.past_grace(now) and session.pk not in left_out:
            end = partial(closing.end_session, session, by=SYSTEM)
            turns.take(session.pk, f"end {session.number}", end)
    for session in queries.cancelled_holding().exclude(pk__in=left_out):
        decline = partial(closing.decline_held, session, most=MOST_A_ROUND)
        turns.take(session.pk, f"decline what {session.number} holds", decline)
    Acknowledgement.objects.filter(at__lt=now - KEEP_ACKNOWLEDGEMENTS).delete()
