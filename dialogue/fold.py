"""The fold: a session's public state is its public stream, applied event by event.

Pure and free of Django, so that the server's snapshot, the tests and the tools agree by
construction. `frontend/static/js/live/fold.js` follows the same rules and is held to the
same fixtures (`tests/fixtures/fold`). Where the browser ignores what it does not know,
this side raises: here an unknown kind or number can only be a fault in our own log.
"""

from collections.abc import Callable, Iterable

from dialogue import fold_entries, fold_polls, fold_questions, fold_session
from dialogue.fold_parts import FoldError
from dialogue.public_state import Frame, State, initial

__all__ = ["FoldError", "Frame", "State", "apply", "fold", "initial"]

_RULES: dict[str, Callable[[State, Frame], None]] = {
    "session.announced": fold_session.announced,
    "session.detailed": fold_session.detailed,
    "session.collecting": fold_session.collecting,
    "session.opened": fold_session.opened,
    "session.paused": fold_session.paused,
    "session.resumed": fold_session.resumed,
    "session.intake_closed": fold_session.intake_closed,
    "session.extended": fold_session.extended,
    "session.ended": fold_session.ended,
    "session.archived": fold_session.archived,
    "session.cancelled": fold_session.cancelled,
    "question.published": fold_questions.published,
    "question.taken_up": fold_questions.taken_up,
    "question.put_back": fold_questions.put_back,
    "question.ordered": fold_questions.ordered,
    "question.taken_down": fold_questions.taken_down,
    "question.assigned": fold_questions.assigned,
    "question.unnamed": fold_questions.unnamed,
    "question.handed_over": fold_questions.handed_over,
    "answer.published": fold_entries.answered,
    "answer.given_aloud": fold_entries.given_aloud,
    "speech.published": fold_entries.spoken,
    "entry.corrected": fold_entries.corrected,
    "promise.made": fold_entries.promised,
    "notice.pinned": fold_session.pinned,
    "notice.unpinned": fold_session.unpinned,
    "poll.opened": fold_polls.opened,
    "poll.closed": fold_polls.closed,
    "poll.word_taken_back": fold_polls.word_taken_back,
    "support.totalled": fold_questions.totalled,
    "opinions.totalled": fold_entries.opinions,
}


def apply(state: State, frame: Frame) -> State:
    """Return the state after one event; the state given is left as it was.

    Raises FoldError for an unknown kind, question number or corrected entry.
    """
    return fold([frame], state)


def fold(frames: Iterable[Frame], start: State | None = None) -> State:
    """Return the state after all the events, from `start` or from nothing.

    Copies once and then changes its own copy, so a long log costs its length only.
    Raises FoldError as `apply` does.
    """
    state = initial() if start is None else _own(start)
    for frame in frames:
        rule = _RULES.get(frame["kind"])
        if rule is None:
            raise FoldError(f"unknown kind {frame['kind']!r} at {frame['seq']}")
        rule(state, frame)
    return state


def _own(state: State) -> State:
    """Copy the containers. Rules replace the items in them and never change one in place."""
    return {
        "session": {**state["session"]},
        "questions": dict(state["questions"]),
        "next": list(state["next"]),
        "current": state["current"],
        "entries": list(state["entries"]),
        "totals": dict(state["totals"]),
        "promises": dict(state["promises"]),
        "pins": list(state["pins"]),
        "polls": dict(state["polls"]),
        "opinions": dict(state["opinions"]),
    }
