"""Coming in: with a password, with a code, or having forgotten the password.

One field takes a number, an address or (with a password) a user name. Whatever is typed is
brought into one form first, so that limits cannot be got round by writing it differently.
"""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.internal.flows.password_reset_by_code import PasswordResetVerificationProcess
from allauth.core import context, ratelimit
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import phones, reach, sms
from accounts.adapters import Adapter
from accounts.models import User

_WIDGET = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}


def contact(text: str) -> tuple[str, str]:
    """Return ("phone" | "email" | "", in its one form) of what somebody typed."""
    text = text.strip()
    if phone := phones.normalised(text):
        return "phone", phone
    try:
        validate_email(text)
    except ValidationError:
        return "", text
    return "email", text.lower()


def owner(kind: str, value: str) -> User | None:
    """Return who can be let in by a code sent there."""
    user = reach.by_phone(value) if kind == "phone" else reach.by_email(value)
    return user if user and user.is_active else None


class SignInForm(allauth_forms.LoginForm):
    """Number, address or user name, and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Mobile number, e-mail or user name"),
            max_length=254,
            widget=forms.TextInput(attrs=_WIDGET),
        )
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        """Return what was typed in its one form."""
        return contact(self.cleaned_data["login"])[1]

    def user_credentials(self) -> dict[str, str]:
        """Return what to look for: one thing, so that every answer takes one look and one hash."""
        login = self.cleaned_data["login"]
        kind = contact(login)[0]
        found = {"email": login} if kind == "email" else {"username": login}
        if kind == "phone":
            found["phone"] = login
        return found | {"password": self.cleaned_data["password"]}


class ContactField(forms.CharField):
    """A number or an address."""

    default_error_messages = {
        "unclear": _("Please enter a mobile number or an e-mail address."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Mobile number or e-mail"))
        kwargs.setdefault("widget", forms.TextInput(attrs=_WIDGET))
        super().__init__(max_length=254, **kwargs)

    def clean(self, value: Any) -> tuple[str, str]:
        """Return (kind, value). Raises ValidationError."""
        kind, typed = contact(super().clean(value))
        if not kind or (kind == "phone" and not sms.available()):
            raise ValidationError(self.error_messages["unclear"], code="unclear")
        return kind, typed


class RequestCodeForm(forms.Form):
    """Where to send a code to sign in with."""

    to = ContactField()

    def clean(self) -> dict[str, Any]:
        """Say who it is, if anybody: allauth goes the same way for nobody. Raises when too many."""
        data = super().clean() or {}
        if "to" in data:
            kind, value = data["to"]
            data[kind] = value
            self._user = owner(kind, value)
            if not ratelimit.consume(context.request, action="request_login_code", key=value):
                raise Adapter().validation_error("too_many_login_attempts")
        return data


class _Forgotten(PasswordResetVerificationProcess):
    """allauth's way by e-mail, for a telephone too: "email" in its state is where the code went."""

    def send(self) -> None:
        to = self.state["email"]
        if "@" in to:
            super().send()
            return
        adapter = Adapter()
        if not self.user:
            adapter.send_unknown_account_sms(to)
            return
        self.state["code"] = adapter.generate_password_reset_code()
        adapter.send_verification_code_sms(
            self.user, to, self.state["code"], reauthentication=False
        )


class ForgottenForm(forms.Form):
    """Where to send a code to choose a new password with."""

    to = ContactField()

    def clean(self) -> dict[str, Any]:
        """Add "email", by which allauth's page counts, whichever of the two it is."""
        data = super().clean() or {}
        if "to" in data:
            data["email"] = data["to"][1]
        return data

    def save(self, request: HttpRequest) -> None:
        """Send the code, or tell the owner that there is no account."""
        kind, value = self.cleaned_data["to"]
        user = owner(kind, value)
        process = _Forgotten(request, state=_Forgotten.initial_state(user, value), user=user)
        process.send()
        process.persist()
