"""The clock's part in it: one thread for each channel while there is something to send.

A mail server that does not answer must not keep sessions from opening, nor hold up the
notifications. A thread ends after one batch, so whoever stops the worker waits for that only.
"""

from __future__ import annotations

import logging
from datetime import datetime
from threading import Thread

from django.db import connections

from accounts.delivery import claims
from accounts.delivery.carrying import CARRIERS, carries, carry

logger = logging.getLogger(__name__)
_busy: dict[str, Thread] = {}


def tick(now: datetime) -> None:
    """Begin a batch over every channel that has something due and is not at it already."""
    for channel in CARRIERS:
        running = _busy.get(channel)
        if (running and running.is_alive()) or not carries(channel, now):
            continue
        if claims.due(channel, now).exists():
            _busy[channel] = Thread(target=_batch, args=[channel, now], name=f"carry-{channel}")
            _busy[channel].start()


def _batch(channel: str, now: datetime) -> None:
    try:
        carry(channel, now)
    except Exception:
        logger.exception("a batch by %s failed; its claims run out", channel)
    finally:
        connections.close_all()


def wait() -> None:
    """Wait until the batches that were begun are over."""
    for running in _busy.values():
        running.join()
