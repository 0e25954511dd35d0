"""The flow of a case: one table of (state, act) → step, and nothing beside it.

A service looks its step up here, so that what is not in the table cannot happen. A step
says where it leads, who may take it, which event tells of it (the event's audience says
whether the public hears), and which of the case's fields keeps the moment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from cases import rules
from cases.events import CaseAccepted, CaseClosed, CaseNoted, CaseReplied
from cases.states import State
from log.codes import Refused
from log.vocabulary import EventData

Stamp = Literal["accepted_at", "answered_at", "closed_at"]


class Act(StrEnum):
    """What can be done to a case."""

    ACCEPT = "accept"
    REPLY = "reply"
    CLOSE = "close"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Step:
    """What one act means in one state."""

    target: State
    may: Callable[[rules.Rights], bool]
    event: type[EventData]
    stamp: Stamp | None = None

    @property
    def is_public(self) -> bool:
        """Return whether the step stands in the public timeline."""
        return self.event.audience == "public"


FLOW: Mapping[tuple[State, Act], Step] = {
    (State.RECEIVED, Act.ACCEPT): Step(
        State.ACCEPTED, rules.may_handle, CaseAccepted, "accepted_at"
    ),
    (State.ACCEPTED, Act.REPLY): Step(State.ANSWERED, rules.may_handle, CaseReplied, "answered_at"),
    (State.ANSWERED, Act.CLOSE): Step(State.CLOSED, rules.may_handle, CaseClosed, "closed_at"),
    **{(state, Act.NOTE): Step(state, rules.may_handle, CaseNoted) for state in State},
}


def step(state: str, act: Act) -> Step:
    """Return what `act` means in `state`. Raises Refused("illegal_step") if nothing."""
    found = FLOW.get((State(state), act))
    if found is None:
        raise Refused("illegal_step")
    return found


def possible(state: str, held: rules.Rights) -> frozenset[Act]:
    """Return the acts that somebody with these rights can do in `state`."""
    return frozenset(act for (at, act), each in FLOW.items() if at == state and each.may(held))
