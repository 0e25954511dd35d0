"""How the session's own events change the public state."""

from typing import Any

from dialogue.fold_parts import FoldError, enter, lay_down_current, notice
from dialogue.public_state import Frame, State


def announced(state: State, frame: Frame) -> None:
    """The session becomes known, with its details; it takes no questions yet."""
    detailed(state, frame)
    enter(state, "announced", intake=False)


def detailed(state: State, frame: Frame) -> None:
    """The details change; where the session stands does not."""
    data = frame["data"]
    # What came later is not in earlier logs.
    rules: Any = {"slow_seconds": 0, **data["rules"]}
    state["session"] = {
        **state["session"],
        "title": data["title"],
        "summary": data["summary"],
        "unit": data["unit"],
        "starts_at": data["starts_at"],
        "ends_at": data["ends_at"],
        "guests": data["guests"],
        "rules": rules,
        "topics": data.get("topics", []),
        "poster": data.get("poster", ""),
        "stream": data.get("stream", ""),
        "documents": data.get("documents", []),
    }


def collecting(state: State, frame: Frame) -> None:
    """Questions may be asked before the start."""
    enter(state, "collecting", intake=True)


def opened(state: State, frame: Frame) -> None:
    """The session is live and takes questions."""
    enter(state, "live", intake=True)
    state["session"]["opened_at"] = frame["at"]
    notice(state, frame, "opened")


def paused(state: State, frame: Frame) -> None:
    """The session rests, with the host's words why."""
    enter(state, "paused", note=frame["data"]["note"])
    notice(state, frame, "paused", frame["data"]["note"])


def resumed(state: State, frame: Frame) -> None:
    """The session goes on."""
    enter(state, "live")
    notice(state, frame, "resumed")


def intake_closed(state: State, frame: Frame) -> None:
    """No more questions; answering goes on."""
    state["session"]["intake"] = False
    notice(state, frame, "intake_closed")


def extended(state: State, frame: Frame) -> None:
    """It goes on longer than planned."""
    state["session"]["ends_at"] = frame["data"]["ends_at"]
    notice(state, frame, "extended", frame["data"]["note"])


def ended(state: State, frame: Frame) -> None:
    """The session is over: nothing waits, and an unanswered question in hand is laid down."""
    enter(state, "ended", intake=False)
    state["session"]["ended_at"] = frame["at"]
    state["next"] = []
    lay_down_current(state)
    notice(state, frame, "ended", frame["data"].get("summary", ""))


def archived(state: State, frame: Frame) -> None:
    """The transcript takes the live page's place."""
    enter(state, "archived")


def cancelled(state: State, frame: Frame) -> None:
    """The session will not take place, with the reason."""
    enter(state, "cancelled", intake=False, note=frame["data"]["reason"])
    notice(state, frame, "cancelled", frame["data"]["reason"])


def pinned(state: State, frame: Frame) -> None:
    """A notice stays where everyone sees it."""
    state["pins"].append({"seq": frame["seq"], "at": frame["at"], "text": frame["data"]["text"]})


def unpinned(state: State, frame: Frame) -> None:
    """A pinned notice no longer applies."""
    if frame["data"].get("erased"):
        return  # Its target went with its words.
    target = frame["data"]["target"]
    kept = [pin for pin in state["pins"] if pin["seq"] != target]
    if len(kept) == len(state["pins"]):
        raise FoldError(f"no notice {target} to take away at {frame['seq']}")
    state["pins"] = kept
