"""Reading a sheet that somebody uploaded: .xlsx or .csv, and nothing that does harm.

Every cell is text: what begins like a formula is kept as it is written and never calculated.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from accounts.sheets.columns import Column, folded, in_every_language
from accounts.sheets.writing import unquoted

MOST_BYTES = 5 * 1024 * 1024
MOST_LINES = 5_000
# Between the lines of a sheet may be empty ones; so far it is looked for more.
MOST_SCANNED = 50_000
MOST_CELLS = 40
MOST_CHARACTERS = 4_000
# What a packed sheet may become.
MOST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 300
_PIECE = 1024 * 1024
_BROKEN = (
    zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException, csv.Error,
    KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, OSError,
    NotImplementedError, RuntimeError,
)  # fmt: skip


class UnreadableError(Exception):
    """This is no sheet that can be read; says in words why."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number in the sheet, and its cells by column."""

    number: int
    cells: dict[str, str]


def read(data: bytes, columns: Sequence[Column]) -> list[Line]:
    """Return the lines of a sheet. Raises UnreadableError in words."""
    if len(data) > MOST_BYTES:
        raise UnreadableError(_("The file is too large: at most 5 MB."))
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise UnreadableError(_("This is an old Excel file. Please save it as .xlsx."))
    try:
        rows = _xlsx(data) if data[:2] == b"PK" else _csv(data)
        return _lines(rows, columns)
    except _BROKEN as error:
        raise UnreadableError(_("This file cannot be read. Please use .xlsx or .csv.")) from error


def _lines(rows: Iterator[Sequence[object]], columns: Sequence[Column]) -> list[Line]:
    heads = _heads(next(rows, ()), columns)
    found: list[Line] = []
    for number, row in enumerate(islice(rows, MOST_SCANNED + 1), 2):
        texts = [_text(cell) for cell in row[:MOST_CELLS]]
        if not any(texts):
            continue
        if len(found) == MOST_LINES or number > MOST_SCANNED:
            raise UnreadableError(
                _("The sheet has more than {limit} lines.").format(limit=MOST_LINES)
            )
        cells = {key: texts[place] for key, place in heads.items() if place < len(texts)}
        found.append(Line(number, cells))
    if not found:
        raise UnreadableError(_("The sheet has no lines below its heads."))
    return found


def _heads(row: Sequence[object], columns: Sequence[Column]) -> dict[str, int]:
    """Return {column: its place}. What stands below other heads is not looked at."""
    written = {folded(_text(cell)): place for place, cell in reversed(list(enumerate(row)))}
    found: dict[str, int] = {}
    for column in columns:
        names = in_every_language(column.label) & set(written)
        if names:
            found[column.key] = min(written[name] for name in names)
        elif column.needed:
            words = _("The column “{name}” is missing. Its head stands in the first line.")
            raise UnreadableError(words.format(name=column.label))
    return found


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = unquoted(str(cell).replace("\r\n", "\n").strip())
    if len(text) > MOST_CHARACTERS or any(ord(each) < 32 and each not in "\n\t" for each in text):
        raise UnreadableError(
            _("A cell is too long, or has characters in it that cannot be shown: “{text}”").format(
                text="".join(each for each in text[:30] if each.isprintable())
            )
        )
    return text


def _csv(data: bytes) -> Iterator[Sequence[object]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    return iter(csv.reader(io.StringIO(text, newline=""), delimiter=mark))


def _xlsx(data: bytes) -> Iterator[Sequence[object]]:
    _demand_harmless(data)
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    sheet: Any = book.worksheets[0]
    # What a sheet says of its own size is not always so.
    sheet.reset_dimensions()
    rows: Iterable[Sequence[object]] = sheet.iter_rows(values_only=True, max_col=MOST_CELLS)
    return iter(rows)


def _demand_harmless(data: bytes) -> None:
    """Raise UnreadableError for what unpacks to more than a sheet, or declares entities."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise UnreadableError(_("The sheet is too large when it is unpacked."))
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with packed.open(part) as unpacked:
                    _demand_plain(iter(lambda: unpacked.read(_PIECE), b""))


def _demand_plain(pieces: Iterable[bytes]) -> None:
    kept = b""
    for piece in pieces:
        # UTF-16 writes a NUL between the letters.
        text = (kept + piece).replace(b"\0", b"").upper()
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise UnreadableError(_("The sheet declares entities, which no sheet needs."))
        kept = piece[-32:]
