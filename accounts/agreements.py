"""What people agree to: the documents, and every version there has been of them.

A new version is one more line here and one more template; earlier ones stay readable, so
that everybody can look up what they once agreed to (个人信息保护法 14, 17).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its name in addresses and rows, its title, its versions, newest first."""

    name: str
    title: StrPromise
    versions: tuple[str, ...]

    @property
    def current(self) -> str:
        """Return the version that counts now: the day it came into force."""
        return self.versions[0]

    def template(self, version: str) -> str:
        """Return the template that holds the words of a version."""
        return f"accounts/documents/{self.name}-{version}.html"


TERMS = Document("terms", _("Terms of use"), ("2026-12-01",))
PRIVACY = Document("privacy", _("Privacy policy"), ("2026-12-01",))
# Asked for by itself, on the page where the name is checked (个人信息保护法 29).
REAL_NAME = Document("real_name", _("Checking of your real name"), ("2026-12-01",))

DOCUMENTS: Mapping[str, Document] = {d.name: d for d in (TERMS, PRIVACY, REAL_NAME)}
# What everybody agrees to who has an account.
NEEDED = (TERMS, PRIVACY)


def needed() -> str:
    """Return the present versions of what everybody agrees to, as one mark of `User.agreed`."""
    return " ".join(f"{document.name}={document.current}" for document in NEEDED)


def day(version: str) -> date:
    """Return the day on which a version came into force."""
    return date.fromisoformat(version)
