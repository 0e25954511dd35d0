"""How fast one principal may act: a bucket per principal in this process."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, field

from django.conf import settings

from log.codes import Refused

KEPT = 50_000
# A person may do this many things at once before the rate counts.
BURST = 20.0


@dataclass
class Buckets:
    """Token buckets by key; the least recently used are forgotten."""

    levels: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def take(self, key: str) -> None:
        """Count one act of `key`. Raises Refused("too_fast") when there are too many."""
        now = time.monotonic()
        level, then = self.levels.pop(key, (BURST, now))
        level = min(BURST, level + (now - then) * settings.ACTS_PER_MINUTE / 60)
        self.levels[key] = (level - 1 if level >= 1 else level, now)
        if len(self.levels) > KEPT:
            self.levels.popitem(last=False)
        if level < 1:
            raise Refused("too_fast")


acts = Buckets()
# New guests by address: many people share one, yet nobody makes guests by the hundred.
guests = Buckets()
