"""The running figures that everyone is told as they change: support, ballots, opinions.

Each is read from the tables by its keys; a cheap fingerprint tells whether a hint was lost.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Prefetch, Sum

from dialogue import queries, states
from dialogue.models import Poll, PollForm, PollOption, PollState, Utterance
from dialogue.public_state import State

# The words of a cloud that everyone is told of, most frequent first.
CLOUD = 40
OPINIONS = ("thanks", "clear", "more", "stars", "rated")
# Uneven, so that a change of mind moves the sum of all as well.
WEIGHTS = (1, 3, 7, 11, 101)
Totals = dict[int, Any]
# People write thousands of words; only what was let through is ever read for all.
RESULTS = Prefetch("options", PollOption.objects.filter(shown=True))


@dataclass(frozen=True)
class Figures:
    """How one kind of figure is read: by session and keys (None for all).

    `sums` is a fingerprint of all a session's totals, cheap to read; `sum` the same of totals
    that are known. They differ when a hint was lost.
    """

    totals: Callable[[int, Collection[int] | None], Totals]
    sums: Callable[[Iterable[int]], dict[int, int]]
    sum: Callable[[Totals], int]


def poll_totals(session_id: int, numbers: Collection[int] | None = None) -> Totals:
    """Return {poll: {version, users, guests, votes, options}} of the polls that are open.

    `options` is given for word clouds only (words let through, most frequent first); while
    results are hidden there are no votes and no words.
    """
    polls = Poll.objects.filter(session_id=session_id, state=PollState.OPEN)
    if numbers is not None:
        polls = polls.filter(number__in=numbers)
    return {poll.number: _poll(poll) for poll in polls.prefetch_related(RESULTS)}


def _poll(poll: Poll) -> dict[str, Any]:
    options = [] if poll.hidden else counted(poll)
    return {
        "version": poll.version,
        "users": poll.voters,
        "guests": poll.guest_voters,
        "votes": [option.votes for option in options],
        "options": [o.text for o in options] if poll.form == PollForm.WORDS else [],
    }


def counted(poll: Poll) -> list[PollOption]:
    """Return the options that results name; of a word cloud the most frequent words first."""
    options = [option for option in poll.options.all() if option.shown]
    if poll.form != PollForm.WORDS:
        return options
    given = [option for option in options if option.votes]
    return sorted(given, key=lambda option: (-option.votes, option.place))[:CLOUD]


def _poll_sums(session_ids: Iterable[int]) -> dict[int, int]:
    rows = Poll.objects.filter(session_id__in=list(session_ids), state=PollState.OPEN)
    return dict(rows.values_list("session_id").annotate(all=Sum("version")))


def opinion_totals(session_id: int, seqs: Collection[int] | None = None) -> Totals:
    """Return {answer's seq: [thanks, clear, more, sum of ratings, how many rated]}, if any.

    None of answers whose question was taken down.
    """
    rows = Utterance.objects.filter(session_id=session_id, question__state__in=states.READABLE)
    rows = rows.filter(weighed=True) if seqs is None else rows.filter(seq__in=seqs)
    return {seq: counts for seq, *counts in rows.values_list("seq", *OPINIONS)}


def _opinion_sums(session_ids: Iterable[int]) -> dict[int, int]:
    rows = Utterance.objects.filter(
        session_id__in=list(session_ids), weighed=True, question__state__in=states.READABLE
    )
    weight = sum(weight * F(name) for name, weight in zip(OPINIONS, WEIGHTS, strict=True))
    return dict(rows.values_list("session_id").annotate(all=Sum(weight)))


def _weigh(counts: Collection[int]) -> int:
    return sum(weight * count for weight, count in zip(WEIGHTS, counts, strict=True))


def mean(total: int, given: int) -> str:
    """Return the mean of so many ratings with one decimal, "" of none.

    In whole numbers, halves up, as the browser has it: a mean is the same wherever it stands.
    """
    tenths = (20 * total + given) // (2 * given) if given else 0
    return f"{tenths // 10}.{tenths % 10}" if given else ""


FIGURES: Mapping[str, Figures] = {
    "support": Figures(
        queries.support_totals, queries.support_sums, lambda known: sum(map(sum, known.values()))
    ),
    "polls": Figures(
        poll_totals, _poll_sums, lambda known: sum(each["version"] for each in known.values())
    ),
    "opinions": Figures(
        opinion_totals, _opinion_sums, lambda known: sum(map(_weigh, known.values()))
    ),
}


def shown(session_id: int, state: State) -> dict[str, dict[str, Any]]:
    """Return all figures as shown: running ones while live, the logged ones afterwards."""
    support = state["totals"] or _named(queries.support_totals(session_id))
    opinions = state["opinions"] or _named(opinion_totals(session_id))
    return {
        "support": {number: list(pair) for number, pair in support.items()},
        "polls": _named(poll_totals(session_id)),
        "opinions": {seq: list(counts) for seq, counts in opinions.items()},
    }


def _named(totals: Totals) -> dict[str, Any]:
    return {str(key): value for key, value in totals.items()}
