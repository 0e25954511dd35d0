"""What one can send about a suggestion. Works without JavaScript."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import directory
from accounts.characters import has_control_characters, with_plain_breaks
from accounts.models import Organisation
from dialogue.text import clean
from log.codes import Refused
from sessions_app.models import Topic

ONE_LINE, REASON, WORDS = 80, 500, 300


def tidy(text: str) -> str:
    """Return typed text in one form. Raises forms.ValidationError for what cannot be shown."""
    if has_control_characters(with_plain_breaks(text)):
        raise forms.ValidationError(Refused("text_bad_characters").message())
    return clean(text)


class WishForm(forms.Form):
    """A suggestion. The unit is named in words; where that means several, one is chosen."""

    title = forms.CharField(
        label=_("On what?"),
        max_length=ONE_LINE,
        help_text=_("One subject, in a few words: “Night buses to the university town”."),
    )
    whom = forms.CharField(
        label=_("Whom should we invite?"),
        max_length=60,
        required=False,
        help_text=_("A name, a post, or whoever is responsible."),
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    unit_name = forms.CharField(
        label=_("Organisation"),
        max_length=80,
        required=False,
        help_text=_("A part of its name is enough. Leave it empty if you do not know."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "list": "unit-names", "data-suggest": "/api/v1/units"}
        ),
    )
    unit = forms.ModelChoiceField(
        Organisation.objects.none(), required=False, widget=forms.RadioSelect, empty_label=None
    )
    topic = forms.ModelChoiceField(
        Topic.objects.filter(active=True),
        label=_("Topic"),
        required=False,
        to_field_name="code",
        empty_label=_("Any topic"),
    )
    # Set by the page that showed what is alike already.
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = self._candidates()
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Organisation.objects.filter(pk__in=[row.pk for row in self.candidates])

    def _candidates(self) -> list[Organisation]:
        """Return the units that the name which was sent may mean."""
        typed = " ".join(str(self.data.get("unit_name", "")).replace("\x00", "").split())
        found = directory.suggest_units(typed[:80]) if typed else []
        same = [row for row in found if row.name == typed]
        return same or found

    def clean_title(self) -> str:
        """Return the title in one line."""
        return " ".join(tidy(self.cleaned_data["title"]).split())

    def clean_whom(self) -> str:
        """Return the words for whom to invite, in one line."""
        return " ".join(tidy(self.cleaned_data["whom"]).split())

    def clean_reason(self) -> str:
        """Return the reason in one form."""
        return tidy(self.cleaned_data["reason"])

    def clean(self) -> dict[str, Any]:
        """Find the unit that is meant, or ask."""
        data = super().clean() or {}
        if not data.get("unit_name"):
            data["unit"] = None
        elif not self.candidates:
            self.add_error("unit_name", _("No organisation is called so."))
        elif len(self.candidates) == 1:
            data["unit"] = self.candidates[0]
        elif data.get("unit") is None and "unit" not in self.errors:
            self.add_error("unit", _("Several are called so. Please choose one."))
        return data


class DecisionForm(forms.Form):
    """What the office says to a suggestion."""

    words = forms.CharField(
        label=_("What you say to the public"),
        max_length=WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    session = forms.IntegerField(label=_("Number of the session"), required=False, min_value=1)

    def clean_words(self) -> str:
        """Return the words in one form."""
        return tidy(self.cleaned_data["words"])
