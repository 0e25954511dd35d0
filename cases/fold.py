"""The fold: a case's public state is its public stream, applied event by event.

Pure and free of Django. What the page shows is this state; the row in the table is its
twin, and tests demand after every service that they agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypedDict


class Frame(TypedDict):
    """One public event as it is shown; a reply carries its HTML in `data["html"]`."""

    seq: int
    kind: str
    at: str
    data: Mapping[str, Any]


class Step(TypedDict):
    """One entry of the timeline."""

    seq: int
    kind: str
    at: str
    unit: str
    due_on: str


class CaseState(TypedDict):
    """Everything the public may know of a case from its own stream. Times are ISO 8601."""

    case: str
    session: int
    number: int
    title: str
    text: str
    unit: str
    state: str
    due_on: str
    limit: Mapping[str, Any] | None
    opened_at: str | None
    accepted_at: str | None
    answered_at: str | None
    closed_at: str | None
    reply: str
    html: str
    steps: list[Step]


class FoldError(Exception):
    """The log holds what this code does not know: nothing should be guessed."""


def initial() -> CaseState:
    """Return the state before the first event."""
    return {
        "case": "",
        "session": 0,
        "number": 0,
        "title": "",
        "text": "",
        "unit": "",
        "state": "",
        "due_on": "",
        "limit": None,
        "opened_at": None,
        "accepted_at": None,
        "answered_at": None,
        "closed_at": None,
        "reply": "",
        "html": "",
        "steps": [],
    }


def fold(frames: Iterable[Frame]) -> CaseState:
    """Return the state after all the events. Raises FoldError for an unknown kind."""
    state = initial()
    for frame in frames:
        rule = _RULES.get(frame["kind"])
        if rule is None:
            raise FoldError(f"unknown kind {frame['kind']!r} at {frame['seq']}")
        rule(state, frame)
        state["steps"].append(_step(frame, state))
    return state


def _step(frame: Frame, state: CaseState) -> Step:
    return {
        "seq": frame["seq"],
        "kind": frame["kind"],
        "at": frame["at"],
        "unit": state["unit"],
        "due_on": state["due_on"],
    }


def _received(state: CaseState, frame: Frame) -> None:
    data = frame["data"]
    state["case"], state["session"], state["number"] = data["case"], data["session"], data["number"]
    state["title"], state["text"] = data["title"], data["text"]
    state["unit"], state["due_on"], state["limit"] = data["unit"], data["due_on"], data["limit"]
    state["state"], state["opened_at"] = "received", frame["at"]


def _accepted(state: CaseState, frame: Frame) -> None:
    state["unit"], state["due_on"] = frame["data"]["unit"], frame["data"]["due_on"]
    state["state"], state["accepted_at"] = "accepted", frame["at"]


def _replied(state: CaseState, frame: Frame) -> None:
    data = frame["data"]
    state["unit"], state["reply"], state["html"] = data["unit"], data["text"], data["html"]
    state["state"], state["answered_at"] = "answered", frame["at"]


def _closed(state: CaseState, frame: Frame) -> None:
    state["state"], state["closed_at"] = "closed", frame["at"]


_RULES: Mapping[str, Callable[[CaseState, Frame], None]] = {
    "case.received": _received,
    "case.accepted": _accepted,
    "case.replied": _replied,
    "case.closed": _closed,
}
