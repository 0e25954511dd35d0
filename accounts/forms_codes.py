"""The field for a code, wherever one is asked for."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.forms import BaseConfirmCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.services import reaching

CODE = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "spellcheck": "false",
    "class": "code",
}


class CodeField(forms.CharField):
    """Six digits, as they were sent."""

    def __init__(self) -> None:
        super().__init__(label=_("Code"), max_length=12, widget=forms.TextInput(attrs=CODE))


class SignInCodeForm(allauth_forms.ConfirmLoginCodeForm):
    """Signing in."""

    code = CodeField()


class ForgottenCodeForm(allauth_forms.ConfirmPasswordResetCodeForm):
    """Having forgotten the password."""

    code = CodeField()


class AgainCodeForm(allauth_forms.ConfirmReauthenticationCodeForm):
    """Showing once more who one is."""

    code = CodeField()


class EmailCodeForm(allauth_forms.ConfirmEmailVerificationCodeForm):
    """Confirming an address."""

    code = CodeField()

    def clean_code(self) -> Any:
        """Drop what others began with this address before asking whether it is free."""
        BaseConfirmCodeForm.clean_code(self)
        reaching.drop_unfinished(email=self.email, but=self.user)
        return super().clean_code()


class PhoneCodeForm(allauth_forms.VerifyPhoneForm):
    """Confirming a number."""

    code = CodeField()
