"""What moderation tells the desk."""

from __future__ import annotations

from typing import ClassVar

from dialogue.events import Desk


class DeclinedLookedAt(Desk):
    """Somebody who does not decide looked at what was not published; `count` of them then."""

    kind: ClassVar[str] = "declined.looked_at"
    count: int
