"""Signing up: a number or an address, a name to be seen under, a password if wanted."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.internal import flows
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts import pseudonyms, reach
from accounts.models import User
from accounts.pseudonyms import PseudonymField
from accounts.services import consent, reaching


class SignUpForm(allauth_forms.SignupForm):
    """By telephone, or with `by_email` by e-mail; the other field is not there then."""

    def __init__(self, *args: Any, by_email: bool = False, **kwargs: Any) -> None:
        self.by_email = by_email
        super().__init__(*args, **kwargs)
        self._word_fields()
        self.fields["pseudonym"] = PseudonymField()
        self.fields["agreed"] = forms.BooleanField(
            error_messages={"required": _("Without this we may not open an account for you.")}
        )
        self.order_fields([self._contact, "pseudonym", "password1", "agreed"])

    @property
    def _contact(self) -> str:
        return "email" if self.by_email else "phone"

    def _get_signup_fields(self, kwargs: Any) -> dict[str, dict[str, bool]]:
        """Return which fields there are: one of the two, and a password that may be left out."""
        return {self._contact: {"required": True}, "password1": {"required": False}}

    def _word_fields(self) -> None:
        if self.by_email:
            self.fields["email"].label = _("E-mail address")
        password = self.fields["password1"]
        password.label = _("Password")
        password.help_text = _(
            "At least ten characters. Without a password, a code opens the door each time."
        )
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    @property
    def contact(self) -> str:
        """Return the number or address that was entered, "" while it is not good."""
        return str(self.cleaned_data.get(self._contact) or "")

    def validate_unique_email(self, value: str) -> str:
        """Note whether it is somebody's; say nothing."""
        self.account_already_exists = reach.by_email(value) is not None
        return value

    def clean(self) -> dict[str, Any]:
        """Also look at the name: the same for a number that is taken and for a new one."""
        data: dict[str, Any] = super().clean()
        name = data.get("pseudonym")
        try:
            if name:
                pseudonyms.check(name, contact=self.contact)
        except ValidationError as error:
            self.add_error("pseudonym", error)
        return data

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Open the account, or go the same way without one and tell the owner."""
        pseudonyms.hold(self.cleaned_data["pseudonym"], self.contact)
        # As long as opening an account takes, for nobody to measure.
        if self.account_already_exists and self.cleaned_data.get("password1"):
            User().set_password(self.cleaned_data["password1"])
        try:
            with transaction.atomic():
                found: tuple[User | None, HttpResponse | None] = super().try_save(request)
                return found
        except IntegrityError:
            # Somebody was faster with the same number.
            data = self.cleaned_data
            answer = flows.signup.prevent_enumeration(
                request, email=data.get("email"), phone=data.get("phone")
            )
            return None, answer

    def save(self, request: HttpRequest) -> User:
        """Open the account, and drop what was begun with the same number or address."""
        data = self.cleaned_data
        reaching.drop_unfinished(phone=data.get("phone", ""), email=data.get("email", ""))
        user: User = super().save(request)
        return user

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep the name, the language and what was agreed to."""
        user.pseudonym = self.cleaned_data["pseudonym"]
        user.language = request.LANGUAGE_CODE
        user.save(update_fields=["pseudonym", "language"])
        consent.agree(user)
