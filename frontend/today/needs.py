"""What may need somebody, and how urgently."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from accounts.office import Staff
from sessions_app.workplaces import Workplace

# Late first, then what happens at this moment, then soon, then whenever there is time.
LATE, NOW, SOON, OPEN = range(4)
TONES = {LATE: "seal", NOW: "act", SOON: "warn", OPEN: ""}


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to do: in words, with the way there."""

    urgency: int
    icon: str
    words: str
    href: str
    about: str = ""

    @property
    def tone(self) -> str:
        """Return the tone in which it is shown."""
        return TONES[self.urgency]


@dataclass(frozen=True, slots=True)
class Desk:
    """Who asks, where they work, and when."""

    staff: Staff
    places: list[Workplace]
    now: datetime


# Each source costs a constant number of queries, none for those it does not concern.
Source = Callable[[Desk], list[Need]]
