"""What became of the questions: each has exactly one end, and the ends add up to all.

Counted at every checkpoint, so that the page can set "at close" beside "now".
"""

from __future__ import annotations

from typing import TypedDict

from django.db.models import Count

from dialogue.models import Question
from dialogue.states import State
from sessions_app.models import Session

# Answered with a promise counts as answered; what waits, in public or for review, is open.
ENDS: dict[State, str] = {
    State.ANSWERED: "answered",
    State.HANDED_OVER: "to_case",
    State.WITHDRAWN: "withdrawn",
    State.TAKEN_DOWN: "taken_down",
    State.HELD: "still_open",
    State.PUBLISHED: "still_open",
    State.TAKEN_UP: "still_open",
}


class Balance(TypedDict):
    """How many questions came in, and how many have which end."""

    received: int
    answered: int
    to_case: int
    merged: int
    declined: dict[str, int]
    withdrawn: int
    taken_down: int
    erased: int
    still_open: int


def count(session: Session) -> Balance:
    """Return the balance of a session as it stands, in one query."""
    balance = _nothing_of(session.last_number)
    rows = (
        Question.objects.filter(session=session)
        .values_list("state", "reason")
        .annotate(n=Count("pk"))
        .order_by("state", "reason")
    )
    for state, reason, n in rows:
        if state == State.DECLINED:
            balance["declined"][reason] = n
        else:
            balance[ENDS[State(state)]] += n  # type: ignore[literal-required]
    return balance


def _nothing_of(received: int) -> Balance:
    return {
        "received": received,
        "answered": 0,
        "to_case": 0,
        "merged": 0,
        "declined": {},
        "withdrawn": 0,
        "taken_down": 0,
        "erased": 0,
        "still_open": 0,
    }


def declined(balance: Balance) -> int:
    """Return how many questions were not made public, whatever the reason."""
    return sum(balance["declined"].values())


def total(balance: Balance) -> int:
    """Return the sum of all ends: always the number received."""
    return (
        balance["answered"]
        + balance["to_case"]
        + balance["merged"]
        + declined(balance)
        + balance["withdrawn"]
        + balance["taken_down"]
        + balance["erased"]
        + balance["still_open"]
    )
