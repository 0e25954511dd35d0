"""Names shown to the public: what they may be, and that nobody speaks under another's.

Whether a name is free must not tell whether a number has an account: so a name is held for a
day for whoever signed up with it, whether that made an account or not.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path
from typing import Any

from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User

_ALLOWED = re.compile(r"^[\w·・\-. ]{2,20}$")
_NUMBER = re.compile(r"\d{7,}")
# Nobody passes for those who speak for the authorities, or for this platform.
_RESERVED = (Path(__file__).parent / "reserved_names.txt").read_text(encoding="utf-8").split()
_HELD_SECONDS = 86_400


def tidy(name: str) -> str:
    """Return the name in the one form it is kept in."""
    return " ".join(unicodedata.normalize("NFKC", name).split())


def check(name: str, *, own: User | None = None, contact: str = "") -> None:
    """Raise ValidationError for a name that this person, or this contact, may not use."""
    if not _ALLOWED.match(name):
        raise ValidationError(_("Two to twenty letters, characters or digits, please."))
    if _NUMBER.search(name):
        raise ValidationError(_("A name with a long number in it may give away who you are."))
    if any(word in name.casefold() for word in _RESERVED):
        raise ValidationError(
            _("This name could be taken for an official's. Please choose another.")
        )
    if _taken(name, own, contact):
        raise ValidationError(_("Somebody is called that already. Please choose another name."))


def hold(name: str, contact: str) -> None:
    """Keep a name for whoever signs up with this contact; whoever did not finish loses it."""
    if name:
        cache.set(_key(name), _digest(contact), _HELD_SECONDS)
        User.objects.filter(unfinished=True, pseudonym=name).update(pseudonym="")


def _taken(name: str, own: User | None, contact: str) -> bool:
    holder = cache.get(_key(name))
    if holder is not None and holder != _digest(contact):
        return True
    # What waits for its code is held above, for its own contact.
    others = User.objects.filter(pseudonym__iexact=name, unfinished=False)
    return (others.exclude(pk=own.pk) if own else others).exists()


def _key(name: str) -> str:
    return f"pseudonym:{_digest(name.casefold())}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class PseudonymField(forms.CharField):
    """The name that others see."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Name shown to the public"))
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", 20)
        kwargs.setdefault(
            "help_text",
            _("Need not be your real name. Left empty, you are called Netizen and a number."),
        )
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"autocomplete": "nickname", "spellcheck": "false"})
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """Return the name in the form it is kept in."""
        return tidy(super().to_python(value) or "")
