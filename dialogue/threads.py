"""From the loop to the database and back.

Writes go through one thread per process: SQLite has one writer anyway, and on both
databases what waits for it meanwhile is committed together. Reads have threads of their
own, so that a page load never waits behind a burst of questions.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from django.db import close_old_connections, connection

P = ParamSpec("P")
R = TypeVar("R")

_writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
_readers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="reader")


def _run(function: Callable[[], R]) -> R:
    try:
        return function()
    finally:
        # PostgreSQL's goes back to the pool. SQLite's stays with its thread: there are few
        # of them, and opening the file costs more than most queries.
        if connection.vendor != "sqlite":
            close_old_connections()


async def _in(pool: ThreadPoolExecutor, function: Callable[[], R]) -> R:
    # The context carries the active language, in which refusals are worded.
    context = contextvars.copy_context()
    return await asyncio.get_running_loop().run_in_executor(
        pool, partial(context.run, _run, function)
    )


async def write(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a service in the writing thread and return what it returns."""
    return await _in(_writer, partial(function, *args, **kwargs))


async def read(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a query in a reading thread and return what it returns."""
    return await _in(_readers, partial(function, *args, **kwargs))
