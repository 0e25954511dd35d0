"""What a case is called, and other words that must fit on one line."""

from __future__ import annotations

import re

from cases.models import MAX_TITLE

# A title goes on with the next sentence only while it stays this short.
SHORT = 40
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?\s*")
# Where a line break stood between Chinese characters, no space is left.
_GAP = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])")


def one_line(text: str) -> str:
    """Return `text` on one line, set as Chinese and Latin want it."""
    return _GAP.sub("", " ".join(text.split()))


def title_of(text: str) -> str:
    """Return what a case is called: the question, or the first sentences of a long one."""
    if len(one_line(text)) <= MAX_TITLE:
        return one_line(text)
    title = ""
    for sentence in _SENTENCE.findall(text):
        if title and len(one_line(title + sentence)) > SHORT:
            break
        title += sentence
    title = one_line(title)
    return title if len(title) <= MAX_TITLE else f"{title[: MAX_TITLE - 1].rstrip()}…"
