"""Keeping what is dear to make: one process makes it once, and everybody gets it.

When a session ends, everyone who followed it comes to its transcript in the same second. The cache
may be lost at any time: while it is away, each process keeps by itself what it made.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.cache import cache
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
# Whatever the key does not tell (a case that moved on) shows after this long.
SECONDS = 60
# A cache that failed is left alone this long: one that hangs holds up one page, not all of them.
AWAY_SECONDS = 30.0
T = TypeVar("T")
# One of each kind at a time: a page is not held up while a record is being recomputed.
_one_at_a_time: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)


def kept(kind: str, name: str, make: Callable[[], T]) -> T:
    """Return what was made under this kind and name lately, else what `make` returns now."""
    key = f"{kind}.{name}"
    found: T | None = guarded.get(key)
    if found is not None:
        return found
    with _one_at_a_time[kind]:
        found = guarded.get(key)
        if found is None:
            found = make()
            guarded.set(key, found)
        return found


@dataclass
class Guarded:
    """The cache, and this process's own in its place for as long as the cache is away."""

    away_seconds: float = AWAY_SECONDS
    _own: BaseCache = field(
        default_factory=lambda: LocMemCache("while the cache is away", {"max_entries": 64})
    )
    _away_until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: str) -> Any:
        """Return what is kept under this key, or None."""
        return self._ask(lambda here: here.get(key))

    def set(self, key: str, made: object) -> None:
        """Keep what was made under this key, for SECONDS."""
        self._ask(lambda here: here.set(key, made, SECONDS))

    def _ask(self, question: Callable[[BaseCache], T]) -> T:
        if time.monotonic() >= self._away_until:
            try:
                return question(cache)
            except RedisError as error:
                self._leave_alone(error)
        return question(self._own)

    def _leave_alone(self, error: RedisError) -> None:
        with self._lock:
            said = time.monotonic() < self._away_until
            self._away_until = time.monotonic() + self.away_seconds
        if not said:
            logger.warning("the cache is away, each process keeps its own: %s", error)

    def forget(self) -> None:
        """Begin anew: for tests, whose caches come and go under one process."""
        self._own.clear()
        self._away_until = 0.0


guarded = Guarded()
