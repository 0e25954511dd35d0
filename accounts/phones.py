"""Telephone numbers: one way of writing each, and a way of showing them that tells little."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_CHINESE = re.compile(r"^(?:\+?86|0086)?(1[3-9]\d{9})$")
_E164 = re.compile(r"^(?:\+|00)([1-9]\d{6,14})$")
_BETWEEN = re.compile(r"[\s().\-‐-―]")


def normalised(text: str) -> str | None:
    """Return the number in E.164 (+8613800138000), or None when this is not one.

    Mobile numbers of mainland China need no country code; others do, with + or 00.
    """
    bare = _BETWEEN.sub("", unicodedata.normalize("NFKC", text))
    if not bare.isascii():
        return None
    if chinese := _CHINESE.match(bare):
        return f"+86{chinese[1]}"
    foreign = _E164.match(bare)
    return f"+{foreign[1]}" if foreign and not foreign[1].startswith("86") else None


def spaced(phone: str) -> str:
    """Return the number as its owner writes it: 138 0013 8000."""
    bare = phone.removeprefix("+86")
    return phone if bare == phone else f"{bare[:3]} {bare[3:7]} {bare[7:]}"


class PhoneField(forms.CharField):
    """A telephone number as people write it; what comes out is `normalised`."""

    default_error_messages = {
        "invalid": _(
            "Please check the number: eleven digits, or with + and the country code if it is"
            " not from mainland China."
        )
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Mobile number"))
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault(
            "widget",
            forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Return the number, or "" for none. Raises ValidationError."""
        typed = super().clean(value)
        if not typed:
            return ""
        phone = normalised(typed)
        if phone is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return phone
