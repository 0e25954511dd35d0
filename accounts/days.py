"""From a day that somebody named to the moments at which it begins and ends."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

# Outside of these no moment can be reckoned in every zone, and nothing happened here.
FIRST, LAST = date(1900, 1, 1), date(9990, 1, 1)


def begin(day: date) -> datetime:
    """Return the first moment of a day of the platform's zone."""
    known = min(max(day, FIRST), LAST)
    return timezone.make_aware(datetime.combine(known, time.min))


def end(day: date) -> datetime:
    """Return the first moment after a day."""
    return begin(min(day, LAST) + timedelta(days=1))
