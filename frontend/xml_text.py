"""Words on their way into XML, which cannot hold every character that a form takes."""

from __future__ import annotations

import re

# XML 1.0 has no way to write these, not even escaped; a title pasted from elsewhere may hold one.
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def for_xml(text: str) -> str:
    """Return the text with a space for every character that XML cannot hold."""
    return _NOT_IN_XML.sub(" ", text)
