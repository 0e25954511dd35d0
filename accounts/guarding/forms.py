"""What can be typed on the security administrator's pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.security import Happening
from accounts.typed import Words

_CALM = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class LogFilter(forms.Form):
    """Which lines of the security log are asked for; every field may be left empty."""

    person = forms.CharField(
        label=_("User name or public name"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"class": "input", **_CALM}),
    )
    kind = forms.ChoiceField(
        label=_("What happened"),
        required=False,
        choices=[("", _("Everything")), *Happening.choices],
        widget=forms.Select(attrs={"class": "input"}),
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[("", _("Any")), ("ok", _("Succeeded")), ("failed", _("Failed"))],
        widget=forms.Select(attrs={"class": "input"}),
    )
    since = forms.DateField(
        label=_("From"),
        required=False,
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}),
    )
    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}),
    )


class Search(forms.Form):
    """Whom to find. Sent by POST: a telephone number has no place in an address."""

    words = forms.CharField(
        label=_("User name, public name, whole telephone number or whole e-mail address"),
        max_length=254,
        widget=forms.TextInput(attrs={"class": "input", **_CALM}),
    )


class Reason(forms.Form):
    """Why an account is locked, opened again, or loses its second factors."""

    reason = Words(
        label=_("Reason"),
        help_text=_("It goes on record, and the person is told."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
