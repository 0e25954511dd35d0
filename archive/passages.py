"""The record in passages: each question once, what was said to it beneath, words in between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from archive.beside import NOTHING, Beside
from archive.lines import Line, line
from dialogue.public_state import Entry

Place = Literal["opening", "between", "closing"]


@dataclass(slots=True)
class Passage:
    """A stretch of the record: one question with what was said to it, or words in between."""

    number: int | None = None
    lines: list[Line] = field(default_factory=list)
    answers: list[Line] = field(default_factory=list)
    # Where in the log the question was taken up: links of the live page lead there.
    taken_up: list[int] = field(default_factory=list)
    place: Place = "between"

    @property
    def spoken(self) -> list[Line]:
        """Return what people said, without what merely happened."""
        return [line for line in self.lines if line.spoken]

    @property
    def polls(self) -> list[Line]:
        """Return where polls were counted."""
        return [line for line in self.lines if line.counted]


def passages(entries: Iterable[Entry], day: date, beside: Beside = NOTHING) -> list[Passage]:
    """Return the entries as passages, in the order in which each began."""
    weaver = _Weaver(day, beside)
    for entry in entries:
        weaver.add(entry)
    weaver.rest()
    _name_places(weaver.woven)
    return weaver.woven


class _Weaver:
    """Puts entries where they are read: an answer beneath its question, however late it came.

    What is said between two answers to one question belongs to that question; what follows
    the last of them stands on its own.
    """

    def __init__(self, day: date, beside: Beside) -> None:
        self.day = day
        self.beside = beside
        self.woven: list[Passage] = []
        self._questions: dict[int, Passage] = {}
        self._open: Passage | None = None
        self._between: list[Line] = []

    def add(self, entry: Entry) -> None:
        """Take the next entry of the log."""
        if entry["number"] is None:
            self._between.append(line(entry, self.day, self.beside))
            return
        passage = self._turn_to(entry["number"])
        if entry["type"] == "question":
            passage.taken_up.append(entry["seq"])
        else:
            said = line(entry, self.day, self.beside)
            passage.lines.append(said)
            if said.answers:
                passage.answers.append(said)

    def _turn_to(self, number: int) -> Passage:
        if self._open is not None and self._open.number == number:
            self._open.lines += self._between
            self._between = []
            return self._open
        self.rest()
        if number not in self._questions:
            self._questions[number] = Passage(number)
            self.woven.append(self._questions[number])
        self._open = self._questions[number]
        return self._open

    def rest(self) -> None:
        """Let what was said in between stand on its own."""
        if self._between:
            self.woven.append(Passage(lines=self._between))
            self._between = []


def _name_places(woven: list[Passage]) -> None:
    """Words before the first question open the session; those around its end close it."""
    before = True
    for passage in woven:
        before = before and passage.number is None
        if passage.number is None:
            if any(line.notice == "ended" for line in passage.lines):
                passage.place = "closing"
            elif before:
                passage.place = "opening"
