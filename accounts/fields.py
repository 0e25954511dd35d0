"""Columns that hold encrypted words; the code that uses them sees plain ones."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import In

from accounts import sealing


class SealedText(models.TextField[str, str]):
    """Words that nobody looks for: encrypted differently each time."""

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt; nothing stays nothing."""
        value = super().get_prep_value(value)
        return sealing.seal(value) if value else value

    def from_db_value(self, value: str | None, *_about: Any) -> str | None:
        """Decrypt."""
        return sealing.open_(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse to be searched by its words, which are not in the table; only for NULL."""
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted and cannot be searched")
        return super().get_lookup(lookup_name)


class SealedKey(models.CharField[str | None, str | None]):
    """A value that is looked for as a whole: the same words give the same bytes.

    `max_length` is that of the encrypted value: 4/3 of the bytes and 24 more. Lookups are
    exact, `in` and `isnull`; `iexact` is `exact`, for what is kept is in lower case.
    """

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt; nothing stays nothing."""
        value = super().get_prep_value(value)
        return sealing.seal_alike(value.lower()) if value else value

    def from_db_value(self, value: str | None, *_about: Any) -> str | None:
        """Decrypt."""
        return sealing.open_alike(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Search under every key there is; refuse whatever needs the words themselves."""
        if lookup_name in {"exact", "iexact"}:
            return _UnderAnyKey
        if lookup_name in {"in", "isnull"}:
            return _AmongUnderAnyKey if lookup_name == "in" else super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is encrypted: {lookup_name} cannot be asked of it")


class _AmongUnderAnyKey(In):
    """`in`, with what each value looks like under every key."""

    def get_prep_lookup(self) -> Any:
        """Return the encrypted values."""
        values = [value for value in self.rhs if value is not None]
        return [one for value in values for one in (_alike(value) if value else [""])]


class _UnderAnyKey(_AmongUnderAnyKey):
    """`exact`: as `in` with one value."""

    lookup_name = "in"

    def __init__(self, lhs: Any, rhs: Any) -> None:
        super().__init__(lhs, [rhs])


def _alike(value: Any) -> list[str]:
    return sealing.all_alike(str(value).lower())
