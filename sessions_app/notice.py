"""The notice rule: a session is announced some days before it begins.

Whoever is later is told so and says why, on record. Nobody is stopped: an emergency does not wait.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings


def days() -> int:
    """Return how many days before its start a session is announced; 0 is no rule."""
    return int(settings.NOTICE_DAYS)


def in_time(starts_at: datetime, announced_at: datetime) -> bool:
    """Return whether an announcement at that moment is early enough."""
    return starts_at - announced_at >= timedelta(days=days())
