"""The keeper of a process's rooms stops when it is told to."""

from __future__ import annotations

import asyncio

from dialogue import live


async def _hears_it_the_secondtime() -> None:
    for time in range(2):
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            if time == 1:
                raise


async def test_a_job_that_misses_its_first_cancellation_still_ends() -> None:
    job = asyncio.create_task(_hears_it_the_secondtime())
    await asyncio.sleep(0)
    await live.cancel({job})
    assert job.cancelled()
