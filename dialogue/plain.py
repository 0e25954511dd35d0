"""An answer in plain words on one line, for where Markdown cannot be shown: cards, excerpts."""

from __future__ import annotations

from html.parser import HTMLParser

from dialogue.text import render

_BLOCKS = {"p", "li", "blockquote", "pre", "h3", "h4", "hr"}
_WIDE_STOPS = "。！？；：，、…—）】》”"
_STOPS = ".!?;:,)"
# From here on characters are as wide as Chinese ones, and their punctuation brings its own space.
_WIDE = "\u2e80"


def plain(markdown: str) -> str:
    """Return the words of Markdown with nothing run together: "先试点；再推开", "this; that"."""
    reader = _Reader()
    reader.feed(render(markdown))
    reader.close()
    line = ""
    for piece in (" ".join("".join(words).split()) for words in reader.pieces):
        if piece:
            line += _stop_after(line) + piece
    return line


def _stop_after(line: str) -> str:
    """What stands between a piece and the next one, so that they read as two."""
    if not line or line[-1] in _WIDE_STOPS:
        return ""
    if line[-1] in _STOPS:
        return " "
    return "；" if line[-1] >= _WIDE else "; "


class _Reader(HTMLParser):
    """Collects the text of each paragraph and list item."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[list[str]] = [[]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.pieces.append([])
        elif tag == "br":
            self.pieces[-1].append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.pieces.append([])

    def handle_data(self, data: str) -> None:
        self.pieces[-1].append(data)
