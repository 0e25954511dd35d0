"""The states of a session, named sets of them, and the one table of legal steps."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a session is in its life."""

    DRAFT = "draft", _("draft")
    ANNOUNCED = "announced", _("announced")
    COLLECTING = "collecting", _("taking questions")
    LIVE = "live", _("live")
    PAUSED = "paused", _("paused")
    ENDED = "ended", _("ended")
    ARCHIVED = "archived", _("archived")
    CANCELLED = "cancelled", _("cancelled")


PUBLIC = frozenset(State) - {State.DRAFT}
COMING = frozenset({State.ANNOUNCED, State.COLLECTING})
ON_AIR = frozenset({State.LIVE, State.PAUSED})
TAKES_QUESTIONS = frozenset({State.COLLECTING, State.LIVE, State.PAUSED})
OVER = frozenset({State.ENDED, State.ARCHIVED})
# What is planned can still be changed, openly once it is public.
CHANGEABLE = COMING | ON_AIR | {State.DRAFT}
# A question received in time may still be decided after the end: it becomes a case.
CAN_MODERATE = TAKES_QUESTIONS | OVER

STEPS: dict[str, tuple[frozenset[State], State]] = {
    "announce": (frozenset({State.DRAFT}), State.ANNOUNCED),
    "collect": (frozenset({State.ANNOUNCED}), State.COLLECTING),
    "open": (COMING, State.LIVE),
    "pause": (frozenset({State.LIVE}), State.PAUSED),
    "resume": (frozenset({State.PAUSED}), State.LIVE),
    "end": (ON_AIR, State.ENDED),
    "archive": (frozenset({State.ENDED}), State.ARCHIVED),
    "cancel": (frozenset({State.DRAFT}) | COMING, State.CANCELLED),
}
