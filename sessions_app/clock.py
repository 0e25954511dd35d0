"""What the clock does to sessions: announce, take questions, open, close the intake."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from accounts.principals import SYSTEM
from log.codes import Refused
from sessions_app import queries
from sessions_app.models import Session
from sessions_app.services import lifecycle

_STEPS: dict[str, Callable[..., Any]] = {
    "announce": lifecycle.announce,
    "collect": lifecycle.collect,
    "open": lifecycle.open_session,
    "close_intake": lifecycle.close_intake,
}


def tick(now: datetime) -> None:
    """Take every step that is due. Two clocks at once do no harm: the flip decides."""
    for name, step in _STEPS.items():
        for session in queries.due(name, now):
            _take(step, session)


def _take(step: Callable[..., Any], session: Session) -> None:
    # Somebody else, a host or another clock, may just have taken the same step.
    with suppress(Refused):
        step(session, by=SYSTEM)
