"""How carrying one message can end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


class NotNow(Exception):
    """It did not work, and may work later. The reason is for the table: no address, no words."""

    def __init__(self, reason: str, after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.reason, self.after = reason, after


class Never(Exception):
    """It will not work, however often it is tried."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


# Talks to the outside and to nothing else: it runs in a thread without a database.
Errand = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one errand."""

    message: int
    attempt: int
    reason: str = ""
    final: bool = False
    after: timedelta | None = None
    # False where the time of the batch was over: the try does not count.
    tried: bool = True

    @property
    def sent(self) -> bool:
        """Return whether somebody else has taken it on."""
        return self.tried and not self.reason
