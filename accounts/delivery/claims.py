"""Which messages are sent now, and by whom: a claim that runs out by itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.delivery.outcomes import Outcome
from accounts.models import Message

# Longer than a batch can take: nobody else takes up what is being sent.
LEASE = timedelta(minutes=5)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=6)
# What a batch had no time for is next.
SOON = timedelta(seconds=5)


def due(channel: str, now: datetime) -> QuerySet[Message]:
    """Return what is to be sent over a channel, longest waiting first."""
    waiting = Message.objects.filter(sent_at=None, failed_at=None, next_try_at__lte=now)
    return waiting.filter(channel=channel).order_by("next_try_at", "pk")


def claim(channel: str, now: datetime, at_most: int) -> list[Message]:
    """Take up to `at_most` due messages; nobody else is given them until the lease ends.

    PostgreSQL passes over rows that another worker is about to claim; on SQLite, whose
    transactions begin as writers, there is no other worker at that moment.
    """
    with transaction.atomic():
        rows = list(due(channel, now).select_for_update(skip_locked=True)[:at_most])
        claimed = Message.objects.filter(pk__in=[row.pk for row in rows])
        claimed.update(next_try_at=now + LEASE, attempts=F("attempts") + 1)
    for row in rows:
        row.attempts += 1
    return rows


def settle(outcomes: Iterable[Outcome]) -> None:
    """Write down how it went: sent, to be tried again, or given up with the reason."""
    now = timezone.now()
    for outcome in outcomes:
        # Not if the claim ran out and somebody else has taken it up since.
        row = Message.objects.filter(
            pk=outcome.message, attempts=outcome.attempt, sent_at=None, failed_at=None
        )
        row.update(**_changes(outcome, now))


def _changes(outcome: Outcome, now: datetime) -> dict[str, object]:
    if outcome.sent:
        return {"sent_at": now, "error": ""}
    if not outcome.tried:
        return {"attempts": F("attempts") - 1, "next_try_at": now + SOON}
    if outcome.final or outcome.attempt >= settings.MESSAGE_TRIES:
        return {"failed_at": now, "error": outcome.reason}
    pause = max(pause_after(outcome.attempt), outcome.after or timedelta())
    return {"next_try_at": now + pause, "error": outcome.reason}


def pause_after(attempt: int) -> timedelta:
    """Return how long to wait after this many tries: 30 s, then four times as long each time."""
    times: int = 4 ** min(max(attempt - 1, 0), 10)
    return min(FIRST_PAUSE * times, LONGEST_PAUSE)
