"""What is asked where a sheet is uploaded."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SheetForm(forms.Form):
    """Which kind of sheet, and the sheet."""

    kind = forms.ChoiceField(
        label=_("What stands in it"),
        choices=[("units", _("Units")), ("leaders", _("Leaders and their posts"))],
        widget=forms.RadioSelect,
        initial="units",
    )
    sheet = forms.FileField(
        label=_("Sheet"),
        help_text=_(".xlsx or .csv, at most 5 MB and 5,000 lines"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
