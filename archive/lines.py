"""One line of a transcript: what somebody said, with its corrections, or what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from dialogue.public_state import Entry, Speaker


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

    seq: int
    at: datetime
    other_day: bool
    speaker: Speaker | None
    html: str
    changes: list[Change]
    notice: str
    note: str

    @property
    def erased(self) -> bool:
        """Return whether the words were erased: nobody speaks without any."""
        return self.speaker is not None and not self.html


def line(entry: Entry, day: date) -> Line:
    """Return an entry as it is read; `other_day` tells that it was not said on `day`."""
    at = moment(entry["at"])
    corrections = entry["corrections"]
    wordings = [entry["html"], *(correction["html"] for correction in corrections)]
    return Line(
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
    )
