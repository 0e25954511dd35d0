"""What is asked where rights and duties are given."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from accounts.offices import wording
from accounts.offices.fields import PersonField, UnitField


class GiveForm(forms.Form):
    """Who gets which right in which unit."""

    person = PersonField(label=_("Person"))
    unit = UnitField(label=_("Unit"))
    right = forms.ChoiceField(label=_("Right"), choices=[], widget=forms.RadioSelect)

    def offer(self, rights: list[str]) -> None:
        """Offer these rights, each with what it means."""
        choice = self.fields["right"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [
            (name, wording.explained(wording.RIGHTS[name], wording.RIGHTS_EXPLAINED[name]))
            for name in rights
        ]


class DutyForm(forms.Form):
    """Who gets which duty."""

    person = PersonField(label=_("Person"))
    duty = forms.ChoiceField(label=_("Duty"), choices=[], widget=forms.RadioSelect)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choice = self.fields["duty"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [
            (duty.value, wording.explained(duty.label, wording.DUTIES_EXPLAINED[duty]))
            for duty in Duty
        ]


class FindForm(forms.Form):
    """Whose rights, or the rights in which unit, the list shows."""

    who = PersonField(label=_("Person"), required=False, help_text="")
    where = UnitField(label=_("Unit, and those below it"), required=False, help_text="")
