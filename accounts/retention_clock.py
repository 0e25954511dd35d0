"""The worker's hourly round through what is kept: whatever is past its period goes."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.core.cache import cache

from accounts import retention

logger = logging.getLogger(__name__)
EVERY = 3600
BATCH = 500
# Of one kind in one round: the rest waits for the next one, and no lock is held for long.
BATCHES = 20
ROUND = "retention.round"


def tick(now: datetime) -> None:
    """Go round at most once an hour. Two clocks at once do no harm: what is gone is gone."""
    if cache.add(ROUND, 1, EVERY):
        go_round(now)


def go_round(now: datetime) -> dict[str, int]:
    """Delete what is past its period; return how many rows of each kind.

    A kind that fails is logged and holds up no other.
    """
    gone = {}
    for name, days in retention.periods().items():
        try:
            gone[name] = _sweep(retention.kinds()[name], now - timedelta(days=days))
        except Exception:
            logger.exception("what is kept too long could not be deleted: %s", name)
    return gone


def _sweep(kind: retention.Kind, before: datetime) -> int:
    assert kind.sweep is not None
    total = 0
    for _n in range(BATCHES):
        gone = kind.sweep(before, BATCH)
        total += gone
        if gone < BATCH:
            break
    return total
