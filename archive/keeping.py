"""Keeping what is dear to make: one process makes it once, and everybody gets it.

When a session ends, everyone who followed it comes to its transcript in the same second.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

# Whatever the key does not tell (a case that moved on) shows after this long.
SECONDS = 60
T = TypeVar("T")
# One of each kind at a time: a page is not held up while a record is being recomputed.
_one_at_a_time: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)


def kept(kind: str, name: str, make: Callable[[], T]) -> T:
    """Return what was made under this kind and name lately, else what `make` returns now."""
    key = f"{kind}.{name}"
    found: T | None = cache.get(key)
    if found is not None:
        return found
    with _one_at_a_time[kind]:
        found = cache.get(key)
        if found is None:
            found = make()
            cache.set(key, found, SECONDS)
        return found
