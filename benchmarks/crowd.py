"""Many viewers at once: how they arrive, and when all of them have seen everything."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager

from benchmarks.http import Http
from benchmarks.record import position
from benchmarks.viewers import Viewer

ARRIVING = 100  # handshakes under way at once
CATCH_UP_SECONDS = 60.0


async def gather_crowd(viewers: Iterable[Viewer]) -> None:
    """Let every viewer join and be greeted; raises RuntimeError when one could not."""
    door = asyncio.Semaphore(ARRIVING)
    crowd = list(viewers)

    async def arrive(viewer: Viewer) -> None:
        async with door:
            await viewer.join()
            async with asyncio.timeout(CATCH_UP_SECONDS):
                await viewer.greeted.wait()

    arrivals = await asyncio.gather(*map(arrive, crowd), return_exceptions=True)
    lost = [outcome for outcome in arrivals if isinstance(outcome, BaseException)]
    if lost:
        raise RuntimeError(f"{len(lost)} of {len(crowd)} could not join: {lost[0]!r}")


async def catch_up(viewers: Sequence[Viewer], http: Http, session: str) -> bool:
    """Wait until every viewer has reached the head of the log; return whether all did in time."""
    ends = asyncio.get_running_loop().time() + CATCH_UP_SECONDS
    while asyncio.get_running_loop().time() < ends:
        # The snapshot may be a second old: a head is believed when it is named twice.
        _, before = await position(http, session)
        await asyncio.sleep(1.1)
        _, head = await position(http, session)
        if before == head and all(viewer.after >= head for viewer in viewers):
            return True
    return False


@asynccontextmanager
async def background(jobs: "Sequence[asyncio.Task[None]]") -> AsyncIterator[None]:
    """Let jobs that never end by themselves run, and end them; raises what one of them raised."""
    try:
        yield
    finally:
        for job in jobs:
            job.cancel()
        for outcome in await asyncio.gather(*jobs, return_exceptions=True):
            if isinstance(outcome, Exception):
                raise outcome
