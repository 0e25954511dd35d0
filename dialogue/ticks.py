"""What changed too often to be an event each, gathered for a moment and then told once.

Running figures (support, ballots, opinions) are state, and the latest wins; so is what a
stenographer is typing. A service notes what changed, on commit; a web process gathers it.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

# "desk" is a row of the desk that looks different though nothing was logged (a claim);
# "drafts" is an answer that is being prepared.
What = Literal["support", "polls", "opinions", "desk", "drafts"]
Keys = dict[int, set[int]]


@dataclass
class Taken:
    """What has changed, by session: keys of figures, and the text each speaker is at."""

    keys: dict[What, Keys] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    texts: dict[int, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def __bool__(self) -> bool:
        return bool(self.keys or self.texts)


_lock = threading.Lock()
_changed = Taken()
_wake: Callable[[], None] | None = None


def touch(session_id: int, number: int, what: What = "support") -> None:
    """Note that a figure changed. From any thread, after commit."""

    def note() -> None:
        _changed.keys[what][session_id].add(number)

    _note(note)


def stir(session_id: int, number: int) -> None:
    """Note that a row of the desk looks different, though nothing was logged (a claim)."""
    touch(session_id, number, "desk")


def drafted(session_id: int, number: int) -> None:
    """Note that the answer prepared for a question was written on, or is gone."""
    touch(session_id, number, "drafts")


def typing(session_id: int, speaker: str, text: str) -> None:
    """Note what is being typed for a speaker, by key; "" when nothing is any more."""

    def note() -> None:
        _changed.texts[session_id][speaker] = text

    _note(note)


def _note(note: Callable[[], None]) -> None:
    with _lock:
        first = not _changed
        note()
    if first and _wake is not None:
        _wake()


def take() -> Taken:
    """Return and forget what has changed."""
    global _changed
    with _lock:
        taken, _changed = _changed, Taken()
    return taken


def wake_by(wake: Callable[[], None] | None) -> None:
    """Name what to call, from any thread, when the first change is noted."""
    global _wake
    _wake = wake
