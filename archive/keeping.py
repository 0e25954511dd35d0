"""Keeping what is dear to make: one process makes it once, and everybody gets it.

When a session ends, everyone who followed it comes to its transcript in the same second.
"""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from django.core.cache import cache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
# Whatever the key does not tell (a case that moved on) shows after this long.
SECONDS = 60
T = TypeVar("T")
# One of each kind at a time: a page is not held up while a record is being recomputed.
_one_at_a_time: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)


def kept(kind: str, name: str, make: Callable[[], T]) -> T:
    """Return what was made under this kind and name lately, else what `make` returns now."""
    key = f"{kind}.{name}"
    found: T | None = _known(key)
    if found is not None:
        return found
    with _one_at_a_time[kind]:
        found = _known(key)
        if found is None:
            found = make()
            _keep(key, found)
        return found


def _known(key: str) -> Any:
    try:
        return cache.get(key)
    except RedisError as error:
        # A cache may be lost at any time; then each page is made when it is asked for.
        logger.warning("nothing is kept while the cache is away: %s", error)
        return None


def _keep(key: str, made: object) -> None:
    # Whoever looked for it just now has said so already if the cache is away.
    with suppress(RedisError):
        cache.set(key, made, SECONDS)
