"""Another day: what is done inside happens then, in the log as in the tables.

Only Django's clock is turned. To change a date by hand would leave the log saying otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, time, timedelta
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be that moment, and let time go on from there."""
    ahead = moment - datetime.now(UTC)
    with patch.object(timezone, "now", lambda: datetime.now(UTC) + ahead):
        yield


def on(day: date) -> AbstractContextManager[None]:
    """Let it be ten in the morning of that day, where the platform is."""
    return at(timezone.make_aware(datetime.combine(day, time(10))))


def days_ago(days: int) -> AbstractContextManager[None]:
    """Let it be so many days ago."""
    return at(datetime.now(UTC) - timedelta(days=days))
