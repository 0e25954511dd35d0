"""What stands beside an entry of the record: a poll, a promise, what people made of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from dialogue.figures import mean
from dialogue.public_state import Entry, Poll, Promise, Speaker, State


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise: what, by whom it is done, by which day, and to which question."""

    seq: int
    number: int | None
    speaker: Speaker
    text: str
    unit: str
    # None when the words, and the day with them, were erased.
    due: date | None

    @classmethod
    def of(cls, promise: Promise) -> Self:
        """Return a promise of the public state."""
        return cls(
            seq=promise["seq"],
            number=promise["number"],
            speaker=promise["speaker"],
            text=promise["text"],
            unit=promise["unit"],
            due=date.fromisoformat(promise["due"]) if promise["text"] else None,
        )


@dataclass(frozen=True, slots=True)
class Thought:
    """What people made of an answer; `mean` is "" where nobody rated it."""

    thanks: int
    clear: int
    more: int
    rated: int
    mean: str

    @classmethod
    def of(cls, counts: Sequence[int]) -> Self | None:
        """Return the counts of the public state in this shape, or None where there are none."""
        thanks, clear, more, stars, rated = counts
        if not (thanks or clear or more or rated):
            return None
        return cls(thanks, clear, more, rated, mean(stars, rated))


@dataclass(frozen=True, slots=True)
class Beside:
    """Finds in the public state what belongs to an entry."""

    polls: dict[str, Poll]
    promises: dict[str, Promise]
    opinions: dict[str, list[int]]

    @classmethod
    def of(cls, state: State) -> Self:
        """Return what stands beside the entries of this state."""
        return cls(state["polls"], state["promises"], state["opinions"])

    def poll(self, entry: Entry) -> Poll | None:
        """Return the poll an entry tells of."""
        return self.polls.get(str(entry["poll"]))

    def promised(self, entry: Entry) -> Promised | None:
        """Return the promise made at this entry."""
        promise = self.promises.get(str(entry["seq"]))
        return Promised.of(promise) if promise else None

    def thought(self, entry: Entry) -> Thought | None:
        """Return what people made of the answer at this entry."""
        return Thought.of(self.opinions.get(str(entry["seq"]), (0, 0, 0, 0, 0)))


NOTHING = Beside({}, {}, {})
