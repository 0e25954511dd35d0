"""Things that go wrong: the web process dies under load; a hundred clients stop reading.

After a kill every acknowledged question is in the database once and every client has resumed
without a hole. Clients that do not read are closed, the server's memory stays bounded, and nobody
else's news is late (that last one is printed, as a ratio within the run).
"""

import asyncio
from collections.abc import Sequence
from time import perf_counter

from benchmarks.askers import SocketAsker
from benchmarks.command import run
from benchmarks.crowd import background, gather_crowd
from benchmarks.figures import Result, percentile
from benchmarks.intake import steady
from benchmarks.ledger import Ledger
from benchmarks.scene import Scene, raise_curtain
from benchmarks.server import Platform, platform
from benchmarks.stalled import measure as measure_stalled
from benchmarks.texts import questions

KILLS = 3
APART = 4.0  # seconds between one kill and the next
BACK_SECONDS = 60.0


async def measure_kill(database: str, *, quick: bool, real: bool) -> Result:
    """Kill the web process again and again while questions come in; return what was kept."""
    result, ledger = Result(f"kill -9 of the web process on {database}"), Ledger()
    kills = 1 if quick else KILLS
    with platform(database) as here:
        scene = await raise_curtain(here, askers=100 if quick else 200, moderators=4)
        texts = questions(limit=scene.longest, use_real=real)
        viewers = scene.onlookers(50 if quick else 100)
        askers = scene.people("socket")
        await gather_crowd(each for each in scene.following if isinstance(each, SocketAsker))
        watching = [asyncio.create_task(viewer.follow(scene.dice)) for viewer in viewers]
        async with background(watching):
            async with background(await scene.desk_jobs()):
                asking = asyncio.create_task(
                    steady(scene, askers, texts, ledger, round(APART * (kills + 1)))
                )
                starts = [await _kill_after(here, APART) for _ in range(kills)]
                await asking
            await _everyone_back(scene, result)
            result.figures["kills"] = kills
            result.figures["seconds to start again, worst"] = round(max(starts), 2)
            back = [ms for viewer in viewers for ms in viewer.back_ms]
            result.figures["viewers back, seconds p95"] = round(percentile(back, 0.95) / 1000, 2)
            result.spread("acknowledged, kills included,", ledger.lap())
            await scene.settle(result, ledger)
    return result


async def _kill_after(here: Platform, seconds: float) -> float:
    await asyncio.sleep(seconds)
    here.kill()
    begun = perf_counter()
    await here.start()
    return perf_counter() - begun


async def _everyone_back(scene: Scene, result: Result) -> None:
    ends = perf_counter() + BACK_SECONDS
    missing = scene.following
    while missing and perf_counter() < ends:
        for viewer in missing:
            if isinstance(viewer, SocketAsker):
                await viewer.present()
        await asyncio.sleep(0.2)
        missing = [viewer for viewer in missing if not viewer.listening]
    result.must(not missing, f"{len(missing)} clients did not come back")


async def measure_all(databases: Sequence[str], *, quick: bool, real: bool) -> list[Result]:
    """Measure kills on each database, and clients that do not read on the first."""
    killed = [await measure_kill(each, quick=quick, real=real) for each in databases]
    return [*killed, await measure_stalled(databases[0], quick=quick)]


if __name__ == "__main__":
    raise SystemExit(run({"faults": measure_all}))
