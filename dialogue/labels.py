"""Whom a written label means: a speaker of the session, by key, name or post, or the host."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sessions_app.events import Speaker

HOST = "host"
HOSTS = frozenset({"主持人", "主持", "host", "moderator", "anchor"})
ASKERS = frozenset({"问", "网友", "网民", "提问", "市民", "记者", "q", "question", "netizen"})
ANSWERERS = frozenset({"答", "回答", "答复", "a", "answer", "嘉宾", "领导"})
# Words before a colon that name nobody.
NOBODY = re.compile(
    r"^(例如|比如|注|备注|附|其中|地址|电话|时间|地点|网址|链接|邮箱|热线|来源|主题|原文|提示"
    r"|目前|因此|所以|此外|另外|同时|总之|首先|其次|最后|第?[一二三四五六七八九十]+[是、，点条个项方面]*"
    r"|https?|\d+)$"
)
_STOPS = re.compile(r"[。，！？；、,!?;“”\"…《》/]")
# A person's name in Chinese, with or without what they are behind it in brackets.
_NAME = re.compile(r"^[\u4e00-\u9fff]{2,4}$|^[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff]{1,8}$")
_BRACKETS = re.compile(r"[（(〔]([^（）()〔〕]{0,40})[）)〕]")
_NUMBERED = re.compile(r"^(网友|网民|市民|记者|netizen|user)")


def plain(words: str) -> str:
    """Return words for comparing: one width, one case, no blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", words)).casefold()


@dataclass(frozen=True, slots=True)
class _Known:
    key: str
    name: str
    post: str


@dataclass
class Speakers:
    """The people of a session as a record may name them."""

    guests: Sequence[Speaker]
    _known: list[_Known] = field(init=False)
    _found: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._known = [_Known(g.key, plain(g.name), plain(g.post)) for g in self.guests]

    def key(self, label: str) -> str:
        """Return whom a label means, or "" when that is nobody, or may be several."""
        if label not in self._found:
            self._found[label] = self._key(label)
        return self._found[label]

    def is_somebody(self, label: str) -> bool:
        """Return whether a label means a speaker here, or one of the usual roles."""
        words = plain(_BRACKETS.sub("", label))
        return bool(self.key(label) or words in ASKERS | ANSWERERS or _NUMBERED.match(words))

    def _key(self, label: str) -> str:
        outside = plain(_BRACKETS.sub("", label))
        inside = [plain(words) for words in _BRACKETS.findall(label)]
        if outside in HOSTS:
            return HOST
        if outside in ANSWERERS and len(self._known) == 1:
            return self._known[0].key
        for names in ([outside], inside):
            for same in (_is_named, _is_called):
                found = self._one(names, same)
                if found:
                    return found
        return ""

    def _one(self, names: list[str], same: Callable[[str, _Known], bool]) -> str:
        keys = {known.key for name in names if name for known in self._known if same(name, known)}
        return keys.pop() if len(keys) == 1 else ""


def is_label(words: str, speakers: Speakers) -> bool:
    """Return whether words before a colon name somebody who speaks, as far as one can tell."""
    outside = _BRACKETS.sub("", words).strip()
    if speakers.is_somebody(words):
        return True
    if not outside or _STOPS.search(outside) or NOBODY.match(plain(outside)):
        return False
    return bool(_NAME.match(outside) or _BRACKETS.search(words))


def _is_named(words: str, known: _Known) -> bool:
    return words in {known.key.casefold(), known.name, known.post}


def _is_called(words: str, known: _Known) -> bool:
    """Match 林致远局长, 市交通局局长林致远 and 林局长."""
    if known.name and known.name in words:
        rest = words.replace(known.name, "", 1)
        return not rest or rest in known.post or known.post in rest
    surname, title = words[:1], words[1:]
    return bool(known.name.startswith(surname) and title and known.post.endswith(title))
