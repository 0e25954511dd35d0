"""allauth's forms with our words, and with fields that telephones help to fill."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base import forms as base
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

_DIGITS = {
    "class": "code",
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "spellcheck": "false",
}


def _code(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=20, widget=forms.TextInput(attrs=_DIGITS)
    )


class AppForm(ActivateTOTPForm):
    """The first code of a new authenticator app."""

    code = _code(_("Code from the app"), _("Six digits, as the app shows them now."))


class CodeForm(base.AuthenticateForm):
    """A code of the app, or a recovery code, while signing in."""

    code = _code(_("Code"), _("Six digits from the app, or one of your recovery codes."))


class CodeAgainForm(base.ReauthenticateForm):
    """The same, before something important."""

    code = _code(_("Code"), _("Six digits from the app, or one of your recovery codes."))


class PasskeyForm(webauthn.AddWebAuthnForm):
    """A new passkey or security key."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("So that you know it again: Telephone, Key on my desk."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    passwordless = forms.BooleanField(
        label=_("Also sign in without a password"),
        help_text=_("The device then asks for your finger, your face or its PIN."),
        required=False,
        initial=True,
    )


class NameForm(webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(
        label=_("Name"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
