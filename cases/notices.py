"""What staff should know about the calendar."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from cases import calendar


def missing_calendars(years: Iterable[int]) -> list[str]:
    """Return a warning for each of `years` whose days off are not announced yet."""
    known = calendar.current()
    return [_words(year) for year in sorted(set(years)) if not known.announced(year)]


def _words(year: int) -> str:
    return _(
        "The days off of {year} are not known yet. Until the notice is entered, only weekends"
        " and the holidays fixed by law count as days off."
    ).format(year=year)
