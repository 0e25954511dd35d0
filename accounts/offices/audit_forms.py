"""Which acts an auditor looks for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.auditing.reading import Wanted
from accounts.offices import wording
from accounts.offices.fields import PersonField, UnitField


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class WantedForm(forms.Form):
    """All of it may be left empty."""

    act = forms.ChoiceField(
        label=_("Act"),
        required=False,
        choices=[("", _("Any act")), *((name, words) for name, words in wording.ACTS.items())],
    )
    person = PersonField(label=_("Person"), required=False, help_text="")
    unit = UnitField(label=_("Unit, and those below it"), required=False, help_text="")
    since = forms.DateField(label=_("From"), required=False, widget=_day())
    until = forms.DateField(label=_("Until"), required=False, widget=_day())

    @property
    def wanted(self) -> Wanted:
        """Return what is looked for."""
        told = self.cleaned_data
        return Wanted(told["act"], told["person"], told["unit"], told["since"], told["until"])
