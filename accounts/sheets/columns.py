"""The columns of the sheets: what each is called, in every language the platform speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the code, its words, whether each line needs it."""

    key: str
    label: StrPromise
    needed: bool = False


UNITS: Sequence[Column] = (
    Column("code", _("Administrative code")),
    Column("name", _("Name of the unit"), needed=True),
    Column("above", _("Unit above")),
    Column("level", _("Level")),
    Column("phone", _("Telephone")),
    Column("email", _("E-mail")),
    Column("address", _("Address")),
    Column("website", _("Website")),
    Column("working_hours", _("Working hours")),
    Column("about", _("What it does")),
)
LEADERS: Sequence[Column] = (
    Column("name", _("Name of the leader"), needed=True),
    Column("unit", _("Unit"), needed=True),
    Column("post", _("Post"), needed=True),
    Column("since", _("In office from")),
    Column("until", _("In office until")),
    Column("spokesperson", _("Spokesperson")),
    Column("place", _("Place in the order")),
    Column("biography", _("Biography")),
)
KINDS: dict[str, Sequence[Column]] = {"units": UNITS, "leaders": LEADERS}


def in_every_language(words: StrPromise | str) -> set[str]:
    """Return how the words read in each language, as they are compared."""
    found = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.add(folded(str(words)))
    return found


def folded(text: str) -> str:
    """Return the text as heads of columns and such words are compared."""
    return " ".join(text.split()).casefold().rstrip("*").strip()
