"""A case as it is shown today: its log, folded, without words that were taken down since.

A question that is taken down keeps its place and the coded reason, here as in its
session; the words that its case began with go with it, while its reply stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from cases.events import CaseReceived
from cases.fold import CaseState, Frame, fold
from cases.models import Case
from dialogue.models import Question
from dialogue.states import State
from log import reading
from log.models import Event

# A case has a handful of steps; this is far beyond any.
MOST_STEPS = 1_000


def is_gone(questions: Iterable[Question]) -> bool:
    """Return whether the words that a case began with may no longer be shown."""
    return any(question.state == State.TAKEN_DOWN for question in questions)


def state_of(case: Case, *, gone: bool) -> CaseState:
    """Return the public state of a case, folded from its public stream. Costs one query."""
    events = reading.after(case.public_id, 0, limit=MOST_STEPS)
    return fold(_frame(event, case, gone=gone) for event in events)


def _frame(event: Event, case: Case, *, gone: bool) -> Frame:
    is_first = event.kind == CaseReceived.kind
    frame = reading.frame(event, wordless=gone and is_first)
    if is_first and event.erased:
        frame["data"] |= _nobodys_words(case)
    return cast("Frame", frame)


def _nobodys_words(case: Case) -> dict[str, Any]:
    """What a case began with besides the words of a person: an erasure does not reach it."""
    return {
        "case": case.number,
        "unit": case.organisation.name,
        "due_on": case.due_on.isoformat(),
        "limit": None,
    }
