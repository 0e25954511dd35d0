"""The states of a question and named sets of them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a question is on its way."""

    HELD = "held", _("waiting for review")
    PUBLISHED = "published", _("public")
    TAKEN_UP = "taken_up", _("being answered")
    ANSWERED = "answered", _("answered")
    DECLINED = "declined", _("not made public")
    WITHDRAWN = "withdrawn", _("withdrawn")
    TAKEN_DOWN = "taken_down", _("taken down")
    HANDED_OVER = "handed_over", _("followed as a case")


# What anyone may read; a question taken down leaves only its place and reason.
READABLE = frozenset({State.PUBLISHED, State.TAKEN_UP, State.ANSWERED, State.HANDED_OVER})
SHOWN = READABLE | {State.TAKEN_DOWN}
WAITING = frozenset({State.PUBLISHED, State.TAKEN_UP})
CAN_BE_ANSWERED = READABLE
SUPPORTABLE = frozenset({State.PUBLISHED, State.TAKEN_UP, State.ANSWERED})
