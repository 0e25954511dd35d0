"""Form fields for what is typed and pasted in the office: titles, names, reasons, descriptions.

Nothing else takes text in there, so that what cannot be shown, or would break a feed, a calendar
or a line of the log, is never stored.
"""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from accounts.characters import has_control_characters, with_plain_breaks
from log.codes import Refused


class Words(forms.CharField):
    """Text of several lines: every kind of break is a newline, what cannot be shown is refused."""

    widget: type[forms.Widget] = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Return the text. Raises ValidationError for characters that cannot be shown."""
        text = with_plain_breaks(str(super().to_python(value)))
        if has_control_characters(text):
            raise ValidationError(Refused("text_bad_characters").message())
        return text


class Line(Words):
    """A title or a name: one line. A break that was pasted with it is a space."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> str:
        """Return the text on one line. Raises ValidationError as `Words` does."""
        # Not one pattern with the spaces around it: a long run of them would take minutes.
        parts = re.split(r"[\n\t]", super().to_python(value))
        return " ".join(filter(None, (part.strip() for part in parts)))


def formfield(column: models.Field[Any, Any], **kwargs: Any) -> Any:
    """Return the field for a column of a model's form (its Meta.formfield_callback)."""
    if isinstance(column, models.TextField):
        kwargs.setdefault("form_class", Words)
    elif type(column) is models.CharField and not column.choices:
        kwargs.setdefault("form_class", Line)
    return column.formfield(**kwargs)
