"""Finding listed words in a text, also when they were written to be overlooked.

Width, case, and spaces or signs put between the letters make no difference. The list is
kept in memory and read anew only when it has changed.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q

from moderation.models import ListedWord


@dataclass(frozen=True, slots=True)
class Entry:
    """A listed word as it is looked for."""

    letters: str
    word: str
    note: str


@dataclass(frozen=True, slots=True)
class Match:
    """A listed word found: where in the text as it was written, and which."""

    start: int
    end: int
    entry: Entry


# The entries that begin with a letter, longest first.
Index = Mapping[str, list[Entry]]


@dataclass(frozen=True, slots=True)
class _Kept:
    """The whole list as it was at `stamp`: rows, rows in use, last id, last change."""

    stamp: tuple[Any, ...]
    everywhere: Index
    by_session: Mapping[int, Index]


_kept = _Kept((0, 0, None, None), {}, {})


def fold(text: str) -> tuple[str, list[int]]:
    """Return the letters and digits of a text in one form, and the place each came from."""
    letters, places = [], []
    for place, char in enumerate(text):
        for letter in unicodedata.normalize("NFKC", char).casefold():
            if letter.isalnum():
                letters.append(letter)
                places.append(place)
    return "".join(letters), places


def matches(text: str, index: Index) -> Iterator[Match]:
    """Yield the listed words in a text from left to right, the longest at each place."""
    if not index:
        return
    letters, places = fold(text)
    i = 0
    while i < len(letters):
        found = _at(text, letters, places, i, index)
        if found is not None:
            yield found
        i += len(found.entry.letters) if found else 1


def _at(text: str, letters: str, places: list[int], i: int, index: Index) -> Match | None:
    for entry in index.get(letters[i], ()):
        if letters.startswith(entry.letters, i):
            start, end = places[i], places[i + len(entry.letters) - 1] + 1
            if not _cuts_a_word(text, start, end):
                return Match(start, end, entry)
    return None


def _cuts_a_word(text: str, start: int, end: int) -> bool:
    """Return whether the stretch begins or ends inside a Latin word or a number."""
    return _joined(text[max(start - 1, 0) : start + 1]) or _joined(text[end - 1 : end + 1])


def _joined(pair: str) -> bool:
    wide = unicodedata.normalize("NFKC", pair)
    return len(pair) > 1 and wide.isascii() and wide.isalnum()


def for_session(session_id: int) -> Index:
    """Return the words to look for in one session: those of the platform and its own.

    One small query tells whether the list in memory is still the list in the database.
    """
    global _kept
    stamp, kept = _stamp(), _kept
    if kept.stamp != stamp:
        # Two threads may read it at once; both read the same.
        _kept = kept = _read(stamp)
    return kept.by_session.get(session_id, kept.everywhere)


def _stamp() -> tuple[Any, ...]:
    """Return what differs as soon as a word was added, changed, switched off or removed."""
    figures = ListedWord.objects.aggregate(
        rows=Count("pk"), used=Count("pk", filter=Q(active=True)), last=Max("pk"), at=Max("updated")
    )
    return tuple(figures.values())


def _read(stamp: tuple[Any, ...]) -> _Kept:
    entries: dict[int | None, list[Entry]] = defaultdict(list)
    rows = ListedWord.objects.filter(active=True).values_list("session_id", "word", "note")
    for session_id, word, note in rows:
        letters, _places = fold(unicodedata.normalize("NFC", word))
        if letters:
            entries[session_id].append(Entry(letters, word, note))
    everywhere = entries.pop(None, [])
    by_session = {pk: _index([*everywhere, *own]) for pk, own in entries.items() if pk}
    return _Kept(stamp, _index(everywhere), by_session)


def _index(entries: Iterable[Entry]) -> Index:
    index: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: (-len(entry.letters), entry.word)):
        index[entry.letters[0]].append(entry)
    return dict(index)
