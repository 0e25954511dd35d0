"""The field for a code, wherever one is asked for."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.forms import BaseConfirmCodeForm
from allauth.core import context, ratelimit
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.adapters import Adapter
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


class Counted:
    """Counts guesses where two at once are two.

    allauth notes a wrong one in the session, where many sent at the same moment find none yet,
    and the last to write brings back what another has ended. Whether there is an account makes
    no difference.
    """

    def clean_code(self) -> Any:
        """Return the code. Raises ValidationError for a wrong one, and for one too many."""
        browser = context.request.session.session_key or ""
        if not ratelimit.consume(context.request, action="guess_code", key=browser):
            raise Adapter().validation_error("too_many_login_attempts")
        return super().clean_code()  # type: ignore[misc]


class SignInCodeForm(Counted, allauth_forms.ConfirmLoginCodeForm):
    """Signing in."""

    code = CodeField()


class ForgottenCodeForm(Counted, allauth_forms.ConfirmPasswordResetCodeForm):
    """Having forgotten the password."""

    code = CodeField()


class AgainCodeForm(Counted, allauth_forms.ConfirmReauthenticationCodeForm):
    """Showing once more who one is."""

    code = CodeField()


class _EmailCodeForm(allauth_forms.ConfirmEmailVerificationCodeForm):
    def clean_code(self) -> Any:
        """Drop what others began with this address before asking whether it is free."""
        BaseConfirmCodeForm.clean_code(self)
        reaching.drop_unfinished(email=self.email, but=self.user)
        return super().clean_code()


class EmailCodeForm(Counted, _EmailCodeForm):
    """Confirming an address."""

    code = CodeField()


class PhoneCodeForm(Counted, allauth_forms.VerifyPhoneForm):
    """Confirming a number."""

    code = CodeField()
