"""How several things stand in a line: a, b in English, a、b in Chinese."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import pgettext


def listed(items: Iterable[object]) -> str:
    """Return the items in one line, each once, in the active language's way."""
    # Translators: 顿号
    return pgettext("between the items of a list", ", ").join(dict.fromkeys(map(str, items)))
