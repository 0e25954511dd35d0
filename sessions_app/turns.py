"""The rounds of a clock job: everything that is due gets its turn, whatever failed before it.

What fails is logged by name with how often it has failed, and is left out of the next
rounds, of ever more of them: one damaged session costs the others nothing, and its log can
still be read.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from log.codes import Refused

logger = logging.getLogger(__name__)

K = TypeVar("K", bound=Hashable)

# Rounds are about a second apart.
MOST_ROUNDS = 60


@dataclass
class _Failing:
    times: int = 0
    # Rounds to sit out; below zero it was let in again and was not due any more.
    rounds: int = 0


@dataclass
class Turns(Generic[K]):
    """The turns of one clock job in this process."""

    job: str
    failing: dict[K, _Failing] = field(default_factory=dict)

    def begin(self) -> frozenset[K]:
        """Begin a round; return the keys of what sits it out, having failed lately."""
        for key, failing in list(self.failing.items()):
            failing.rounds -= 1
            if failing.rounds < -1:
                self.failing.pop(key, None)
        return frozenset(key for key, each in list(self.failing.items()) if each.rounds > 0)

    def take(self, key: K, name: str, step: Callable[[], object]) -> None:
        """Take one step; never raises.

        A refusal is no failure: a person, or another clock, has just taken the same step.
        """
        try:
            step()
        except Refused:
            self.failing.pop(key, None)
        except Exception:
            times = self._failed(key)
            logger.exception("%s: %s failed, %s times by now", self.job, name, times)
        else:
            self.failing.pop(key, None)

    def _failed(self, key: K) -> int:
        failing = self.failing.setdefault(key, _Failing())
        failing.times += 1
        failing.rounds = min(2 ** min(failing.times, 10), MOST_ROUNDS)
        return failing.times
