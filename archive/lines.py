"""One line of a transcript: what somebody said, with its corrections, or what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from archive.beside import NOTHING, Beside, Promised, Thought
from dialogue.public_state import Entry, EntryType, Poll, Source, Speaker

# What consists of words that somebody said.
SPOKEN = frozenset({"answer", "speech"})
ANSWERS = frozenset({"answer", "aloud"})


def moment(value: str) -> datetime:
    """Return a time of the log in the platform's zone."""
    return timezone.localtime(datetime.fromisoformat(value))


@dataclass(frozen=True, slots=True)
class Change:
    """A correction: when and why, and the wording it replaced."""

    seq: int
    at: datetime
    reason: str
    was: str


@dataclass(frozen=True, slots=True)
class Line:
    """What was said or happened at one place of the log. `html` is the wording that stands."""

    type: EntryType
    seq: int
    at: datetime
    other_day: bool
    speaker: Speaker | None
    html: str
    changes: list[Change]
    notice: str
    note: str
    sources: list[Source]
    poll: Poll | None
    promised: Promised | None
    thought: Thought | None

    @property
    def spoken(self) -> bool:
        """Return whether somebody said these words."""
        return self.type in SPOKEN

    @property
    def answers(self) -> bool:
        """Return whether this answers a question, in writing or aloud."""
        return self.type in ANSWERS

    @property
    def counted(self) -> bool:
        """Return whether a poll was closed here: its results stand at this place."""
        return self.poll is not None and self.poll["closed_seq"] == self.seq

    @property
    def erased(self) -> bool:
        """Return whether the words were erased: nobody speaks without any."""
        return self.spoken and not self.html


def line(entry: Entry, day: date, beside: Beside = NOTHING) -> Line:
    """Return an entry as it is read, with what stands `beside` it.

    `other_day` tells that it was not said on `day`.
    """
    at = moment(entry["at"])
    corrections = entry["corrections"]
    wordings = [entry["html"], *(correction["html"] for correction in corrections)]
    return Line(
        type=entry["type"],
        seq=entry["seq"],
        at=at,
        other_day=at.date() != day,
        speaker=entry["speaker"],
        html=wordings[-1],
        changes=[
            Change(correction["seq"], moment(correction["at"]), correction["reason"], was)
            for correction, was in zip(corrections, wordings, strict=False)
        ],
        notice=entry["notice"],
        note=entry["text"] if entry["type"] == "notice" else "",
        sources=entry["sources"],
        poll=beside.poll(entry),
        promised=beside.promised(entry),
        thought=beside.thought(entry),
    )
