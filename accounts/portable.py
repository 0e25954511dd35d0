"""One's own data, to take away: gathered from every room, packed for people and for programs.

Everybody may see, copy and carry off what is kept about them (个人信息保护法 45); each room
provides its part (settings.EXPORTERS), of one person and never of others.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone
from django_stubs_ext import StrPromise

from accounts.models import User

# What is larger than this is packed on disk.
IN_MEMORY = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of data: its name in the JSON, its title and columns for readers, its rows."""

    name: str
    title: StrPromise
    columns: Mapping[str, StrPromise]
    rows: Sequence[Mapping[str, Any]]

    @property
    def cells(self) -> list[list[Any]]:
        """Return the rows in the order of the columns."""
        return [[row[key] for key in self.columns] for row in self.rows]


def gather(user: User) -> list[Section]:
    """Return everything that is kept about a person, room by room."""
    return [part for module in settings.EXPORTERS for part in import_module(module).export(user)]


def pack(user: User) -> IO[bytes]:
    """Return a ZIP file with data.json and data.html, open at its beginning."""
    sections = gather(user)
    document = {"made_at": timezone.now(), **{part.name: part.rows for part in sections}}
    words = {"sections": sections, "person": user, "made_at": timezone.now()}
    file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  closed by the answer
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        told = json.dumps(document, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        packed.writestr("data.json", told)
        packed.writestr("data.html", render_to_string("accounts/privacy/data.html", words))
    file.seek(0)
    return file
