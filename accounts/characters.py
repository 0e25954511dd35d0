"""Which characters can be kept of what people type and paste, wherever they type it."""

from __future__ import annotations

import re

# C0/C1 controls but for tab and newline, and characters that only turn text around.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]"
)
# How Word and others break a line within a paragraph.
_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\u2028\u2029]")


def with_plain_breaks(text: str) -> str:
    """Return text in which every kind of line break is a newline, as word processors mean it."""
    return _BREAKS.sub("\n", text)


def has_control_characters(text: str) -> bool:
    """Return whether the text holds characters that cannot be shown, or that mislead."""
    return bool(_CONTROL.search(text)) or any("\ud800" <= char <= "\udfff" for char in text)
