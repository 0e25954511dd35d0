"""Writing CSV that no spreadsheet takes for a formula (ASVS 1.2.10)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

# What a spreadsheet would begin to calculate with, and what hides such a beginning.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
# By this mark a spreadsheet knows that the text is UTF-8.
MARK = "\ufeff"


class _Line:
    """What csv.writer writes to: it gives back each line."""

    def write(self, line: str) -> str:
        return line


def quoted(value: object) -> str:
    """Return a cell's text; with a quote before it where it would be taken for a formula."""
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) else text


def unquoted(text: str) -> str:
    """Return what `quoted` was given."""
    return text[1:] if text.startswith("'") and text[1:].lstrip(" ").startswith(DANGEROUS) else text


def lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield the rows as lines of a CSV file in UTF-8, the mark first."""
    writer = csv.writer(_Line(), quoting=csv.QUOTE_ALL)
    yield MARK
    for row in rows:
        yield str(writer.writerow([quoted(cell) for cell in row]))
