"""What the clock does to sessions: announce, take questions, open, close the intake; cancel
what nobody opened, and discard what was rehearsed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from accounts.principals import SYSTEM, Principal
from sessions_app import checklist, queries
from sessions_app.models import Session
from sessions_app.services import lifecycle, rehearsing
from sessions_app.turns import Turns


def _open(session: Session, *, by: Principal) -> None:
    """Go live, but not without the people it takes: nobody would review, nobody would answer."""
    checklist.demand_roles(session)
    lifecycle.open_session(session, by=by)


_STEPS: dict[str, Callable[..., Any]] = {
    "announce": lifecycle.announce,
    "collect": lifecycle.collect,
    "open": _open,
    "close_intake": lifecycle.close_intake,
}
turns: Turns[tuple[str, int]] = Turns("sessions")


def tick(now: datetime) -> None:
    """Take every step that is due. Two clocks at once do no harm: the flip decides."""
    left_out = turns.begin()
    for name, step in _STEPS.items():
        for session in queries.due(name, now):
            key = (name, session.pk)
            if key not in left_out:
                turns.take(key, f"{name} {session.number}", partial(step, session, by=SYSTEM))
    for session in rehearsing.overdue(now):
        key = ("discard", session.pk)
        if key not in left_out:
            turns.take(key, f"discard {session.number}", partial(rehearsing.discard, session))
    # Else it would be "coming" for ever, and whoever asked would never hear of it.
    for session in queries.due("lapse", now):
        key = ("lapse", session.pk)
        if session.past_grace(now) and key not in left_out:
            lapse = partial(lifecycle.cancel, session, by=SYSTEM, reason="")
            turns.take(key, f"cancel {session.number}, which nobody opened", lapse)
