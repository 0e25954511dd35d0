"""Changing what one's account holds."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from accounts import pseudonyms, reach
from accounts.models import User
from accounts.pseudonyms import PseudonymField

PASSWORD_HINT = _("At least ten characters. A few words in a row are easy to keep in mind.")


class _Passwords:
    """Our words for allauth's fields."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels: dict[str, tuple[StrOrPromise, StrOrPromise]] = {
            "oldpassword": (_("Your password until now"), ""),
            "password1": (_("New password"), PASSWORD_HINT),
            "password2": (_("New password once more"), ""),
        }
        for name in self.fields.keys() & labels.keys():
            field = self.fields[name]
            field.label, field.help_text = labels[name]
            field.widget.attrs.pop("placeholder", None)


class ChangePasswordForm(_Passwords, allauth_forms.ChangePasswordForm):
    """The old one, and the new one twice."""


class NewPasswordForm(_Passwords, allauth_forms.SetPasswordForm):
    """For whoever came in by codes only."""


class ForgottenPasswordForm(_Passwords, allauth_forms.ResetPasswordKeyForm):
    """After the code came back."""


class EmailForm(allauth_forms.AddEmailForm):
    """A new address; it counts once its code came back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].widget.attrs.pop("placeholder", None)


class PseudonymForm(forms.Form):
    """The name that others see."""

    pseudonym = PseudonymField()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        kwargs["initial"] = {"pseudonym": user.pseudonym}
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_pseudonym(self) -> str:
        """Return a name that is free. Raises ValidationError."""
        name: str = self.cleaned_data["pseudonym"]
        if name and name != self.user.pseudonym:
            contact = self.user.phone or reach.email_of(self.user)
            pseudonyms.check(name, own=self.user, contact=contact)
        return name
