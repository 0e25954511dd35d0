"""How fast one principal may act, and one socket may send: buckets in this process."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, field

from django.conf import settings

from log.codes import Refused

KEPT = 50_000
# A person may do this many things at once before the rate counts.
BURST = 20.0
# More than any page of ours sends, even one that comes back with a full outbox.
FRAMES_BURST = 100.0
FRAMES_A_SECOND = 10.0
# A join may read the log.
JOIN_COST = 5.0


@dataclass
class Buckets:
    """Token buckets by key; the least recently used are forgotten."""

    burst: float = BURST
    # So many a second; None for what the settings allow a person.
    rate: float | None = None
    levels: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def take(self, key: str) -> None:
        """Count one act of `key`. Raises Refused("too_fast") when there are too many."""
        now = time.monotonic()
        level, then = self.levels.pop(key, (self.burst, now))
        rate = settings.ACTS_PER_MINUTE / 60 if self.rate is None else self.rate
        level = min(self.burst, level + (now - then) * rate)
        self.levels[key] = (level - 1 if level >= 1 else level, now)
        if len(self.levels) > KEPT:
            self.levels.popitem(last=False)
        if level < 1:
            raise Refused("too_fast")


@dataclass(slots=True)
class Frames:
    """What one socket may send, whoever it is, and whether or not it can be read."""

    level: float = FRAMES_BURST
    then: float = field(default_factory=time.monotonic)

    def take(self, cost: float = 1) -> bool:
        """Count a frame; return False when there were too many."""
        now = time.monotonic()
        rate = max(FRAMES_A_SECOND, settings.ACTS_PER_MINUTE / 30)
        self.level = min(FRAMES_BURST, self.level + (now - self.then) * rate) - cost
        self.then = now
        return self.level >= 0


acts = Buckets()
# Text as it is typed: three times a second is as good as at once. It takes nothing from the acts.
typing = Buckets(burst=6.0, rate=3.5)
# New guests by address: many people share one, yet nobody makes guests by the hundred.
guests = Buckets()
