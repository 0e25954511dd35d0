"""How alike two texts are: the pairs of neighbouring characters they share."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOT_LETTERS = re.compile(r"[\W_]+")
# Longer texts are compared by their beginning, where the matter is said.
_BEGINNING = 400
_REMEMBERED = 4_096


@lru_cache(_REMEMBERED)
def pairs(text: str) -> frozenset[str]:
    """Return the pairs of characters of a text, without marks and spaces."""
    letters = _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text[:_BEGINNING]).lower())
    return frozenset(letters[n : n + 2] for n in range(len(letters) - 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return a number from 0, nothing shared, to 1, the same pairs (Dice's coefficient)."""
    if not one or not other:
        return 0.0
    return 2 * len(one & other) / (len(one) + len(other))
