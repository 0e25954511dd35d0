"""This process's live room keeper: one per event loop, started when first needed."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from dialogue import presence, ticks
from dialogue.rooms import Live
from dialogue.upkeep import Upkeep
from log import doorbell

_lives: WeakKeyDictionary[asyncio.AbstractEventLoop, tuple[Live, list[asyncio.Task[None]]]]
_lives = WeakKeyDictionary()


def _wake(loop: asyncio.AbstractEventLoop, upkeep: Upkeep) -> None:
    loop.call_soon_threadsafe(upkeep.woken.set)


def here() -> Live:
    """Return the rooms of the running loop, and see to their upkeep from now on."""
    loop = asyncio.get_running_loop()
    if loop not in _lives:
        live = Live()
        upkeep = Upkeep(live)
        doorbell.live_here(loop)
        ticks.wake_by(partial(_wake, loop, upkeep))
        _lives[loop] = (live, [asyncio.create_task(job) for job in upkeep.jobs()])
    return _lives[loop][0]


def viewers(number: int) -> int:
    """Return how many follow a session, as far as this process knows. From any thread."""
    rooms = [live.rooms.get(number) for live, _tasks in list(_lives.values())]
    return sum(room.viewers for room in rooms if room is not None)


def at_desks(number: int) -> set[str]:
    """Return who has a desk of a session open, as far as this process knows. From any thread."""
    rooms = [live.rooms.get(number) for live, _tasks in list(_lives.values())]
    members = [member for room in rooms if room is not None for member in list(room.members)]
    return {member.principal.key for member in members if member.desk and member.principal}


def at_work(number: int) -> list[dict[str, Any]] | None:
    """Return who sits at which desk, by name, as far as this process knows. From any thread.

    None where no room of the session is open: then this process has not been told. One query.
    """
    rooms = [live.rooms.get(number) for live, _tasks in list(_lives.values())]
    seats = [room.presence.all(room.seats()) for room in rooms if room is not None]
    if not seats:
        return None
    return presence.named(frozenset[presence.Seat]().union(*seats))


async def close() -> None:
    """Stop the upkeep of the running loop: for tests, whose loops come and go."""
    found = _lives.pop(asyncio.get_running_loop(), None)
    if found is not None:
        ticks.wake_by(None)
        await cancel(set(found[1]))


async def cancel(tasks: set[asyncio.Task[None]]) -> None:
    """Cancel tasks until they end: on the way to Redis a single cancellation can be swallowed."""
    while tasks:
        for task in tasks:
            task.cancel()
        _done, tasks = await asyncio.wait(tasks, timeout=1)
