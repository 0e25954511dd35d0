"""Fields of the planning forms: moments in the platform's zone, a unit found by its name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FORMAT = "%Y-%m-%dT%H:%M"
# Further away is a slip of the hand.
FIRST_YEAR, LAST_YEAR = 2000, 2199


class MomentField(forms.DateTimeField):
    """A time as it is typed in the platform's zone; browsers show a calendar for it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMAT)
        formats = [FORMAT, "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"]
        super().__init__(widget=widget, input_formats=formats, **kwargs)
        self.error_messages["invalid"] = _("Please write a time like 2026-12-01 15:00.")

    def clean(self, value: Any) -> Any:
        """Return the moment. Raises ValidationError for what no calendar shows."""
        moment = super().clean(value)
        if moment is not None and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["invalid"])
        return moment


def number(least: int, most: int, **kwargs: Any) -> forms.IntegerField:
    """Return a field for a whole number within these bounds."""
    return forms.IntegerField(min_value=least, max_value=most, **kwargs)
