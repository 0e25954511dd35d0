"""What is asked of a unit."""

from __future__ import annotations

from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import places
from accounts.models import Organisation
from accounts.offices.fields import UnitField
from accounts.services.organisations import FIELDS, Details
from accounts.typed import Line, formfield


class UnitForm(forms.ModelForm[Organisation]):
    """What is told of a unit. It saves nothing: the service does."""

    website = forms.URLField(
        label=_("website"), max_length=200, required=False, assume_scheme="https"
    )

    class Meta:
        model = Organisation
        formfield_callback = formfield
        fields = FIELDS
        widgets = {"about": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "code": _("Six digits (GB/T 2260); nine or twelve below the county."),
            "working_hours": _("As people read it: Mondays to Fridays, 9:00 to 17:00."),
        }

    def clean_code(self) -> str:
        """Return the code. Raises ValidationError where it has another shape."""
        code: str = self.cleaned_data["code"].strip()
        if code and not places.is_code(code):
            raise ValidationError(_("An administrative code has 6, 9 or 12 digits."))
        return code

    @property
    def details(self) -> Details:
        """Return what the service takes."""
        return cast("Details", {name: self.cleaned_data[name] for name in FIELDS})


class MoveForm(forms.Form):
    """Under which unit another comes to stand."""

    parent = UnitField(label=_("New place: below which unit"))


class CloseForm(forms.Form):
    """Why a unit is closed."""

    reason = Line(label=_("Reason"), max_length=200, required=False)
