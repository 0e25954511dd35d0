"""From the loop, and from other threads, to the database and back.

Services write in one thread per process, in the order they come: SQLite has one writer
anyway, and on both databases what waits for it meanwhile is committed together. Reads have
threads of their own, so that a page load never waits behind a burst of questions.

What else writes (signing in, the admin, the worker's process) is safe without this thread:
on SQLite every transaction begins as a writer's and waits for the one before it, for up to
20 seconds, instead of failing half-way. But those who wait there look again only now and
then, and would find a busy thread at work again each time: see `Pace`.
"""

from __future__ import annotations

import asyncio
import contextvars
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import ParamSpec, TypeVar

from django.db import close_old_connections, connection

P = ParamSpec("P")
R = TypeVar("R")

_writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
_readers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="reader")


@dataclass
class Pace:
    """A pause now and then, so that a process that writes without end lets others write too.

    Whoever waits for SQLite's lock looks at it every tenth of a second at the latest.
    """

    pause: float = 0.12
    without: float = 2.0
    _since: float = 0.0
    _until: float = 0.0

    def due(self, now: float) -> bool:
        """Return whether what begins now must pause first: there was none for too long."""
        due = now - self._since > self.without and now - self._until <= self.pause
        if due or now - self._until > self.pause:
            self._since = now
        return due

    def wrote(self, now: float) -> None:
        """Note that a write has ended."""
        self._until = now


_pace = Pace()


def _write(function: Callable[[], R]) -> R:
    if connection.vendor == "sqlite" and _pace.due(time.monotonic()):
        time.sleep(_pace.pause)
    try:
        return _run(function)
    finally:
        _pace.wrote(time.monotonic())


def _run(function: Callable[[], R]) -> R:
    try:
        return function()
    finally:
        # PostgreSQL's goes back to the pool. SQLite's stays with its thread: there are few
        # of them, and opening the file costs more than most queries.
        if connection.vendor != "sqlite":
            close_old_connections()


def _submit(pool: ThreadPoolExecutor, function: Callable[[], R]) -> Future[R]:
    # The context carries the active language, in which refusals are worded.
    return pool.submit(contextvars.copy_context().run, function)


async def write(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a service in the writing thread and return what it returns."""
    return await asyncio.wrap_future(
        _submit(_writer, partial(_write, partial(function, *args, **kwargs)))
    )


def write_and_wait(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a service in the writing thread and wait: for edges with a thread of their own.

    Whoever is inside a transaction already stays in it, and in its thread.
    """
    if connection.in_atomic_block:
        return function(*args, **kwargs)
    if connection.vendor != "sqlite":
        # A pool has only so many. If those who wait kept theirs, enough of them would leave
        # none for the one thread that they all wait for.
        connection.close()
    return _submit(_writer, partial(_write, partial(function, *args, **kwargs))).result()


async def read(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a query in a reading thread and return what it returns."""
    return await asyncio.wrap_future(
        _submit(_readers, partial(_run, partial(function, *args, **kwargs)))
    )
