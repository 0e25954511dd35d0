"""What a handler can send. What is wrong with the words themselves the services say."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class StepForm(forms.Form):
    """A step, and the version of the case that was on the screen."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class ReplyForm(StepForm):
    """The official reply."""

    text = forms.CharField(
        label=_("Official reply"),
        widget=forms.Textarea(
            attrs={"rows": 12, "aria-describedby": "text-hint", "form": "case-form"}
        ),
        required=False,
        strip=False,
    )

    def mark(self) -> None:
        """Show that the text was refused; the page says why in #refused."""
        marks = {"aria-invalid": "true", "aria-describedby": "text-hint refused"}
        self.fields["text"].widget.attrs |= marks


class NoteForm(forms.Form):
    """A note for colleagues."""

    note = forms.CharField(
        label=_("Note for colleagues"),
        widget=forms.Textarea(attrs={"rows": 3, "form": "case-form"}),
        required=False,
        strip=False,
    )
