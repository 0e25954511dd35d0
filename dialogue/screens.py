"""What a screen is, and running those that settings.SCREENS lists.

A screen looks at a batch of texts on their way in and says of each: refuse it, or note
findings for the moderator. Upper rooms supply them (as Django does with password
validators), so that asking need not know how screening is done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from log.codes import Refused
from sessions_app.models import Session


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text somebody wants to send, cleaned. `raw` is what was typed."""

    author: str
    text: str
    raw: str
    # The question being edited, if any: it does not repeat itself.
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a moderator should look at: a rule and the span it points at."""

    rule: str
    start: int
    end: int
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the finding as it is stored."""
        return asdict(self)


Outcome = Refused | list[Finding]
Screen = Callable[[Session, Sequence[Candidate]], list[Outcome]]


@cache
def screens() -> tuple[Screen, ...]:
    """Return the screens in the order of settings.SCREENS."""
    return tuple(import_string(path) for path in settings.SCREENS)


def run(session: Session, candidates: Sequence[Candidate]) -> list[Outcome]:
    """Return for each candidate the first refusal, or all findings of all screens."""
    outcomes: list[Outcome] = [[] for _candidate in candidates]
    for screen in screens():
        still = [i for i, outcome in enumerate(outcomes) if not isinstance(outcome, Refused)]
        news = screen(session, [candidates[i] for i in still])
        for i, new in zip(still, news, strict=True):
            before = outcomes[i]
            assert not isinstance(before, Refused)
            outcomes[i] = new if isinstance(new, Refused) else [*before, *new]
    return outcomes
