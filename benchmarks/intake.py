"""Questions coming in: 500 people ask, by socket or by POST, while 100 watch and 4 decide.

Every acknowledged question must be in the database exactly once, whatever was sent again and
whichever connection was cut. How fast it goes is printed beside the target and never judged.
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

from benchmarks.askers import Asker, ask
from benchmarks.command import run
from benchmarks.crowd import background, gather_crowd
from benchmarks.figures import Result
from benchmarks.ledger import Ledger
from benchmarks.processes import cpu_seconds
from benchmarks.scene import Scene, raise_curtain
from benchmarks.server import platform
from benchmarks.texts import questions

TARGET = 120.0  # questions a second: the peak of the session that the platform is planned for
IN_FLIGHT = 64
EDGES = ("socket", "post")


@dataclass(frozen=True, slots=True)
class Size:
    """How large a run is: `flood` questions as fast as they are answered, then steady seconds."""

    askers: int = 500
    viewers: int = 100
    moderators: int = 4
    flood: int = 4000
    steady_seconds: int = 15


FULL = Size()
QUICK = Size(askers=100, viewers=20, flood=640, steady_seconds=3)


async def flood(
    scene: Scene, askers: Sequence[Asker], texts: Iterator[str], ledger: Ledger, count: int
) -> float:
    """Ask `count` questions, IN_FLIGHT at a time, by each in turn; return how many a second."""
    begun = perf_counter()

    async def lane(own: Sequence[Asker], share: int) -> None:
        for turn in range(share):
            await ask(own[turn % len(own)], ledger, next(texts), scene.dice)

    async with asyncio.TaskGroup() as group:
        for place in range(IN_FLIGHT):
            group.create_task(lane(askers[place::IN_FLIGHT], count // IN_FLIGHT))
    return count // IN_FLIGHT * IN_FLIGHT / (perf_counter() - begun)


async def steady(
    scene: Scene, askers: Sequence[Asker], texts: Iterator[str], ledger: Ledger, seconds: int
) -> None:
    """Ask TARGET questions a second, at irregular moments, whether or not answers have come."""
    due = perf_counter()
    async with asyncio.TaskGroup() as group:
        for turn in range(round(TARGET * seconds)):
            due += scene.dice.expovariate(TARGET)
            await asyncio.sleep(max(0.0, due - perf_counter()))
            group.create_task(ask(askers[turn % len(askers)], ledger, next(texts), scene.dice))


async def measure(database: str, edge: str, size: Size = FULL, *, real: bool = False) -> Result:
    """Measure one edge on one database: its figures, and the promises that were broken."""
    result, ledger = Result(f"intake by {edge} on {database}"), Ledger()
    with platform(database) as here:
        scene = await raise_curtain(here, size.askers, size.moderators)
        texts = questions(limit=scene.longest, use_real=real)
        scene.onlookers(size.viewers)
        askers = scene.people(edge)
        await gather_crowd(scene.following)
        async with background(await scene.desk_jobs()):
            await flood(scene, askers, texts, ledger, IN_FLIGHT)  # connections open, code warm
            ledger.lap()
            spent = cpu_seconds(here.pid)
            speed = await flood(scene, askers, texts, ledger, size.flood)
            spent, hurried = cpu_seconds(here.pid) - spent, ledger.lap()
            await steady(scene, askers, texts, ledger, size.steady_seconds)
        result.figures |= {
            "questions a second": round(speed, 1),
            f"times the target of {TARGET:.0f}": round(speed / TARGET, 2),
            "server CPU ms a question": round(spent / size.flood * 1000, 2),
        }
        result.spread(f"acknowledged, {IN_FLIGHT} in flight,", hurried)
        result.spread(f"acknowledged, at {TARGET:.0f} a second,", ledger.lap())
        await scene.settle(result, ledger)
    return result


async def measure_all(databases: Sequence[str], *, quick: bool, real: bool) -> list[Result]:
    """Measure both edges on each database."""
    size = QUICK if quick else FULL
    return [await measure(each, edge, size, real=real) for each in databases for edge in EDGES]


if __name__ == "__main__":
    raise SystemExit(run({"intake": measure_all}))
