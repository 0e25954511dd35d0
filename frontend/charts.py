"""Results of polls as charts: what is drawn and what the table beside it says.

`{% poll_results poll %}` (templatetags/polls.py) draws a poll of the public state anywhere: on
the live page, in the transcript, on a big screen. Bars are SVG in the page's own colours, and
decoration only: every label and figure is text beside them, so that it wraps at any width and
size, is read aloud, copied and searched. The words of a cloud are text in six sizes, most
frequent first. The browser's twin, which follows the running figures, is
static/js/live/poll_chart.js.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Any

from django.utils.translation import ngettext

from dialogue.figures import mean
from dialogue.public_state import Poll

# A bar is this many units wide when everybody chose it.
WIDTH = 1000
SIZES = 6
Running = Mapping[str, Mapping[str, Any]]
NOTHING: Mapping[str, Any] = {"votes": [], "options": [], "users": 0, "guests": 0}


@dataclass(frozen=True, slots=True)
class Row:
    """One choice, or one word: how many chose it, and how much that is of all ballots."""

    label: str
    votes: int
    percent: int
    width: int
    size: int
    most: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """What a poll came to. `withheld`: nobody sees more than how many voted before the close."""

    form: str
    rows: list[Row]
    ballots: int
    guests: int
    mean: str
    withheld: bool
    # Words that were taken out of the results of a cloud since.
    gone: int


def chart(poll: Poll, running: Running | None = None) -> Chart:
    """Return the results of a poll: as counted, or while it is open from the running figures."""
    counted = (running or {}).get(str(poll["poll"]), NOTHING) if poll["open"] else poll
    form, votes = poll["form"], list(counted["votes"])
    options = list(counted["options"] if form == "words" else poll["options"])
    votes += [0] * (len(options) - len(votes))
    ballots = counted["users"] + counted["guests"]
    rows = _rows(form, options, votes, ballots)
    return Chart(
        form=form,
        # The best first, as ratings are read.
        rows=rows[::-1] if form == "rating" else rows,
        ballots=ballots,
        guests=counted["guests"],
        mean=_mean(votes) if form == "rating" else "",
        withheld=poll["open"] and poll["hidden"],
        gone=options.count(""),
    )


def _rows(form: str, options: list[str], votes: list[int], ballots: int) -> list[Row]:
    most = max(votes, default=0)
    return [
        Row(
            label=points(int(label)) if form == "rating" else label,
            votes=n,
            percent=part(100, n, ballots),
            width=part(WIDTH, n, ballots),
            size=_size(n, most),
            most=0 < n == most,
        )
        for label, n in zip(options, votes, strict=True)
        if label
    ]


def _size(n: int, most: int) -> int:
    # Where few agree nothing is large: forty words of one person each are not forty headlines.
    return ceil(min(SIZES, 2 + most) * sqrt(n / most)) if most else 1


def points(n: int) -> str:
    """Return a rating in words: 4 points."""
    return ngettext("%(n)s point", "%(n)s points", n) % {"n": n}


def part(whole: int, n: int, of: int) -> int:
    """Return n of so many as part of a whole; halves go up, as they do in the browser."""
    return (2 * whole * n + of) // (2 * of) if of else 0


def _mean(votes: list[int]) -> str:
    return mean(sum(stars * n for stars, n in enumerate(votes, 1)), sum(votes))
