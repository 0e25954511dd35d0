"""Which poll of a session is the one of this moment."""

from __future__ import annotations

from dialogue.public_state import Poll, State


def of_this_moment(state: State) -> Poll | None:
    """Return the poll that is open, else the one that was opened last, if there was any."""
    polls = sorted(state["polls"].values(), key=lambda poll: (poll["open"], poll["seq"]))
    return polls[-1] if polls else None
