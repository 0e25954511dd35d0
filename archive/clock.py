"""What the clock does in the archive: seal what has ended, and each night what was added."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from archive import queries, services
from sessions_app.turns import Turns

# Late answers, corrections and decisions wait at most this long for their checkpoint.
NIGHTLY = timedelta(hours=24)
turns: Turns[int] = Turns("archive")


def tick(now: datetime) -> None:
    """Seal what has ended; extend what grew and was last sealed a day ago.

    Two clocks at once do no harm: the second finds the step taken and nothing grown.
    """
    left_out = turns.begin()
    for session in queries.unsealed():
        if session.pk not in left_out:
            turns.take(session.pk, f"seal {session.number}", partial(services.seal, session))
    for session in queries.grown(now - NIGHTLY):
        if session.pk not in left_out:
            turns.take(session.pk, f"extend {session.number}", partial(services.extend, session))
