"""The public state of a session, folded from its public stream and kept per process.

The log is the truth; this is a cache that only ever moves forward, or begins anew when
the epoch changes.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from dialogue import figures, shown
from dialogue.fold import fold
from dialogue.pressed import Body, Pressed, press
from dialogue.public_state import Frame, State, initial
from log import reading
from sessions_app.models import Session

# Sessions whose state one process keeps; old ones are folded again when asked for.
KEPT = 64
_lock = threading.Lock()
_states: OrderedDict[int, Projection] = OrderedDict()
# A crowd that comes back at once waits for one fold instead of making its own, by session.
_turns = [threading.Lock() for _n in range(16)]


@dataclass(frozen=True)
class Projection:
    """A public state and the position up to which the log is folded into it."""

    epoch: str
    seq: int
    state: State

    @cached_property
    def pressed(self) -> Pressed:
        """Return the fields that every snapshot at this position begins with, made once."""
        return press({"epoch": self.epoch, "seq": self.seq, "state": self.state})


def current(session: Session) -> Projection:
    """Return the public state of a session, up to date with its log."""
    with _turns[session.pk % len(_turns)]:
        head = reading.head(session.public_id)
        with _lock:
            known = _states.get(session.pk)
        if known is None or known.epoch != head.epoch or known.seq > head.seq:
            known = Projection(head.epoch, 0, initial())
        if known.seq < head.seq:
            known = _advance(session.public_id, known)
        _keep(session.pk, known)
    return known


def _keep(session_id: int, known: Projection) -> None:
    with _lock:
        _states[session_id] = known
        _states.move_to_end(session_id)
        while len(_states) > KEPT:
            _states.popitem(last=False)


def _advance(stream_id: int, known: Projection) -> Projection:
    frames = shown.frames(stream_id, reading.after(stream_id, known.seq, limit=100_000))
    if not frames:
        return known
    state = fold(cast("list[Frame]", frames), known.state)
    return Projection(known.epoch, frames[-1]["seq"], state)


def snapshot(session: Session, *, viewers: int = 0) -> dict[str, Any]:
    """Return what a page or a client begins with: the state, its position, the running figures."""
    now = current(session)
    return {
        "epoch": now.epoch,
        "seq": now.seq,
        "state": now.state,
        **_figures(session, now, viewers),
    }


def snapshot_body(session: Session, *, viewers: int = 0) -> Body:
    """Return the snapshot as JSON: the state's part is made once for every position."""
    now = current(session)
    with _turns[session.pk % len(_turns)]:
        pressed = now.pressed
    return pressed.with_rest(_figures(session, now, viewers))


def _figures(session: Session, now: Projection, viewers: int) -> dict[str, Any]:
    return {**figures.shown(session.pk, now.state), "viewers": viewers}


def forget() -> None:
    """Drop everything kept: for tests, whose databases come and go under one process."""
    with _lock:
        _states.clear()
