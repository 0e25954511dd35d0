"""The states of a case and named sets of them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a case is on its way to a reply."""

    # Translators: 待受理
    RECEIVED = "received", pgettext_lazy("case", "Received")
    # Translators: 办理中
    ACCEPTED = "accepted", pgettext_lazy("case", "In progress")
    # Translators: 已答复
    ANSWERED = "answered", pgettext_lazy("case", "Answered")
    # Translators: 已办结
    CLOSED = "closed", pgettext_lazy("case", "Closed")


# A reply is still owed: only these can be overdue.
WAITING = frozenset({State.RECEIVED, State.ACCEPTED})
OPEN = frozenset(State) - {State.CLOSED}
REPLIED = frozenset({State.ANSWERED, State.CLOSED})
