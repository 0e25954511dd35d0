"""Running totals of support, gathered for a moment and then told once.

Support changes too often to be an event each; the totals are state, and the latest wins.
A service touches a number on commit; a web process gathers what was touched.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable

_lock = threading.Lock()
_touched: dict[int, set[int]] = defaultdict(set)
_stirred: dict[int, set[int]] = defaultdict(set)
_wake: Callable[[], None] | None = None


def touch(session_id: int, number: int) -> None:
    """Note that a question's support changed. From any thread, after commit."""
    _add(_touched, session_id, number)


def stir(session_id: int, number: int) -> None:
    """Note that a row of the desk looks different, though nothing was logged (a claim)."""
    _add(_stirred, session_id, number)


def _add(where: dict[int, set[int]], session_id: int, number: int) -> None:
    with _lock:
        first = not (_touched or _stirred)
        where[session_id].add(number)
    if first and _wake is not None:
        _wake()


def take() -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """Return and forget what was touched, and what was stirred."""
    with _lock:
        taken = (_copy(_touched), _copy(_stirred))
        _touched.clear()
        _stirred.clear()
    return taken


def _copy(numbers: dict[int, set[int]]) -> dict[int, set[int]]:
    return {session_id: set(found) for session_id, found in numbers.items()}


def wake_by(wake: Callable[[], None] | None) -> None:
    """Name what to call, from any thread, when the first number is touched."""
    global _wake
    _wake = wake
