"""What a crowd asks for in the same moment is made once, and given to all of it.

In this process only, and for about a second: a page that everybody loads anew at once (a shared
link, a restart) costs what it costs one person.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

SECONDS = 1.0
KEPT = 64


@dataclass
class Moments:
    """Bytes by what they were made of; the oldest go first."""

    seconds: float = SECONDS
    _made: OrderedDict[Hashable, tuple[float, bytes]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    # Who comes for the same waits for who makes it; others hardly ever do.
    _turns: list[threading.Lock] = field(
        default_factory=lambda: [threading.Lock() for _n in range(16)]
    )

    def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """Return what was made for this key a moment ago, else what `make` returns now."""
        with self._turns[hash(key) % len(self._turns)]:
            known = self._known(key)
            if known is None:
                known = make()
                self._keep(key, known)
            return known

    def _known(self, key: Hashable) -> bytes | None:
        with self._lock:
            at, made = self._made.get(key, (0.0, b""))
        return made if made and time.monotonic() - at < self.seconds else None

    def _keep(self, key: Hashable, made: bytes) -> None:
        with self._lock:
            self._made[key] = (time.monotonic(), made)
            self._made.move_to_end(key)
            while len(self._made) > KEPT:
                self._made.popitem(last=False)

    def forget(self) -> None:
        """Drop everything: for tests, whose databases come and go under one process."""
        with self._lock:
            self._made.clear()


pages = Moments()
