"""What those who run a session say, note or decide in words: the one place that checks it.

What people ask passes the screens instead (see dialogue.screens).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.characters import has_control_characters
from dialogue.events import Source
from dialogue.text import MAX_ANSWER, clean
from log.codes import Refused

# A note to everyone: why there is a pause, why something was corrected.
MAX_REMARK = 200


@dataclass(frozen=True, slots=True)
class Wording:
    """What a draft says now; None leaves the sources, or the mark "ready", as they are."""

    text: str
    sources: Sequence[Source] | None = None
    ready: bool | None = None


def checked(text: str, *, limit: int = MAX_ANSWER, empty: str = "text_empty") -> str:
    """Return what somebody wants to put on record, tidied.

    Raises Refused: `empty` when nothing is left of it, text_too_long, text_bad_characters.
    """
    tidy = clean(text)
    if not tidy:
        raise Refused(empty)
    if len(tidy) > limit:
        raise Refused("text_too_long", length=len(tidy), limit=limit)
    if has_control_characters(tidy):
        raise Refused("text_bad_characters")
    return tidy


def remark(text: str, *, limit: int = MAX_REMARK) -> str:
    """Return words that may be left out, tidied. Raises Refused as `checked` does."""
    return checked(text, limit=limit) if clean(text) else ""
