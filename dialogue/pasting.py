"""A pasted record taken apart: who says what, and when. Pure; nothing is kept.

Records come from word processors, chats and other sites: `林致远：…`, `主持人（王敏）: …`,
`[14:05] 网友：…`, `问：… 答：…`, a name and a time on a line of their own. Whoever pastes sees
what became of each line and puts right what was not understood, so a guess may be wrong, but
not one word may be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dialogue.labels import Speakers, is_label
from log.codes import Refused
from sessions_app.events import Speaker

MAX_LINES = 10_000
MAX_CHARACTERS = 300_000
BLANKS = "\u3000\xa0\t\ufeff\u200b"

_TIME = re.compile(
    r"^[\[(（【〔]?(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日? *)?"
    r"(\d{1,2}[:：]\d{2})(?:[:：]\d{2})?[\])）】〕]?(?!\d) *"
)
# Without the spaces before it: looked for at every place, a long run of them would cost its square.
_END_TIME = re.compile(r"[\[(（【〔]?(\d{1,2}[:：]\d{2})(?:[:：]\d{2})?[\])）】〕]?$")
# A label with its colon: short, and whatever stands in brackets belongs to it.
_LABEL = re.compile(r"^[【\[]?([^:：\[\]【】]{1,40}?)[】\]]? ?[:：] ?(?!//)")
_BRACKETED = re.compile(r"^[【\[]([^\[\]【】]{1,40})[】\]] ?")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What somebody says in the pasted text.

    `label` is how the text names them, `speaker` the key of whom that is in the session ("" if
    nobody or several could be meant), `at` the time as it stands there ("" for none).
    """

    label: str
    speaker: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class _Line:
    label: str
    at: str
    text: str


def parse(text: str, guests: Iterable[Speaker]) -> list[Paragraph]:
    """Return what is said in a pasted text, in order.

    A line without a label goes on with what was said before it. Raises Refused("text_too_long")
    for more than MAX_CHARACTERS or MAX_LINES.
    """
    _demand_at_most(MAX_CHARACTERS, len(text))
    lines = _tidy(text).split("\n")
    _demand_at_most(MAX_LINES, len(lines))
    speakers = Speakers(list(guests))
    read = [_read(line.strip(), speakers) for line in lines]
    return list(_joined(read, speakers))


def _demand_at_most(limit: int, length: int) -> None:
    if length > limit:
        raise Refused("text_too_long", length=length, limit=limit)


def _tidy(text: str) -> str:
    tidy = text.replace("\r\n", "\n").replace("\r", "\n")
    return tidy.translate(dict.fromkeys(map(ord, BLANKS), " "))


def _read(line: str, speakers: Speakers) -> _Line:
    """Take the time and the label from the front of a line; what is left is the text."""
    stamp = _TIME.match(line)
    at, rest = (stamp[1].replace("：", ":"), line[stamp.end() :]) if stamp else ("", line)
    named = _LABEL.match(rest)
    if named and is_label(named[1], speakers):
        return _Line(named[1].strip(), at, rest[named.end() :].strip())
    alone = _BRACKETED.match(rest)
    if alone and speakers.is_somebody(alone[1]):
        return _Line(alone[1].strip(), at, rest[alone.end() :].strip())
    return _heading(rest, at, speakers) or _Line("", at, rest.strip())


def _heading(line: str, at: str, speakers: Speakers) -> _Line | None:
    """Read a name on a line of its own, as chats write it: with a time before or behind it."""
    stamp = _END_TIME.search(line)
    at, name = (
        (stamp[1].replace("：", ":"), line[: stamp.start()].rstrip()) if stamp else (at, line)
    )
    if at and speakers.is_somebody(name):
        return _Line(name.strip(), at, "")
    return None


def _joined(lines: Sequence[_Line], speakers: Speakers) -> Iterator[Paragraph]:
    """Yield one paragraph for each label with all that follows it, empty ones left out."""
    current: Paragraph | None = None
    time = ""
    for line in lines:
        if line.at and not line.label and not line.text:
            time = line.at
            continue
        if line.label or current is None:
            yield from _full(current)
            key = speakers.key(line.label)
            current, time = Paragraph(line.label, key, line.at or time, line.text), ""
        else:
            current = replace(current, text=f"{current.text}\n{line.text}")
    yield from _full(current)


def _full(paragraph: Paragraph | None) -> Iterator[Paragraph]:
    if paragraph is not None and paragraph.text.strip():
        # More than one empty line says no more than one.
        text = re.sub(r"\n{3,}", "\n\n", paragraph.text.strip())
        yield replace(paragraph, text=text)
