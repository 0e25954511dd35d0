"""The forms of a session's steps: announcing, postponing, cancelling, making another like it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.typed import Line
from sessions_app.offices.fields import MomentField


class AnnounceForm(forms.Form):
    """Why it is announced so late, if it is."""

    reason = Line(
        label=_("Why it is announced so late"),
        max_length=200,
        help_text=_("It is kept on record with your name."),
    )

    def __init__(self, *args: Any, late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not late:
            del self.fields["reason"]


class TimesForm(forms.Form):
    """A start that has not passed, and an end after it."""

    starts_at = MomentField(label=_("Starts at"))
    ends_at = MomentField(label=_("Ends at"))

    def clean_starts_at(self) -> datetime:
        """Return the start. Raises ValidationError for one that has passed."""
        starts: datetime = self.cleaned_data["starts_at"]
        if starts <= timezone.now():
            raise ValidationError(_("This time has passed already."))
        return starts

    def clean(self) -> dict[str, Any]:
        """Hold the end after the start."""
        cleaned: dict[str, Any] = super().clean() or {}
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("A session ends after it has started."))
        return cleaned

    @property
    def typed(self) -> str:
        """Return both times as text: what somebody has seen and says yes to."""
        return "/".join(str(self.cleaned_data[name]) for name in ("starts_at", "ends_at"))


class PostponeForm(TimesForm):
    """New times, looked at before they are told to everyone."""

    reason = Line(
        label=_("Why"),
        max_length=200,
        required=False,
        help_text=_("For the record only; the public sees the new times."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def is_confirmed(self) -> bool:
        """Return whether just these times were shown before."""
        return bool(self.cleaned_data["seen"] == self.typed)


class CloneForm(TimesForm):
    """What another session like this one has of its own."""

    title = Line(label=_("Theme"), max_length=80)

    field_order = ["title", "starts_at", "ends_at"]


class CancelForm(forms.Form):
    """Why it will not take place; for a draft, which nobody knows of, it may stay empty."""

    reason = Line(label=_("Why"), max_length=200)

    def __init__(self, *args: Any, public: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = public
        if public:
            self.fields["reason"].help_text = _("Everyone reads it on the session's page.")
