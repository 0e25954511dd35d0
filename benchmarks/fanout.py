"""One thing said, thousands who hear it: nothing missing, in order, and what that costs.

The delay is counted from the moment the host's act is sent, so it holds the commit as well; the
spread from the first viewer to the others is the fan-out alone. What the same acts cost without a
viewer is taken off the server's time before it is divided by the deliveries.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random
from time import perf_counter, perf_counter_ns, process_time

from benchmarks.command import run
from benchmarks.crowd import gather_crowd
from benchmarks.figures import Result
from benchmarks.history import Saw
from benchmarks.http import Http
from benchmarks.limit import cpu_per_delivery
from benchmarks.processes import cpu_seconds, rss_bytes
from benchmarks.record import judge, read_log
from benchmarks.scene import Scene, raise_curtain
from benchmarks.server import platform
from benchmarks.texts import compose
from benchmarks.viewers import Viewer

CROWDS = (1000, 5000)
EVENTS = 50
WARM_UP = 5
GAP = 0.02  # seconds between a message heard by all and the next one
PATIENCE = 30.0
WORDS = 130  # characters of one utterance: a frame of about 1 kB, with its HTML


@dataclass(slots=True)
class Speech:
    """Things said one after the other: when each was sent, and how often everyone heard it."""

    sent: dict[int, int] = field(default_factory=dict)
    late: int = 0

    async def hold(self, scene: Scene, http: Http, events: int, *, words: int = WORDS) -> None:
        """Say `events` things, each when all who listen have heard the one before."""
        listeners = sum(viewer.listening for viewer in scene.following)
        dice = Random(events)
        for _ in range(events):
            due = scene.tap.heard + listeners
            begun = perf_counter_ns()
            seq = await scene.say(http, compose(dice, words))
            self.sent[seq] = begun
            self.late += not await scene.tap.until(due, PATIENCE)
            await asyncio.sleep(GAP)

    def delays(self, viewers: Iterable[Viewer]) -> tuple[list[float], list[float]]:
        """Return each delivery's milliseconds since it was sent, and since the first had it."""
        heard: dict[int, list[int]] = defaultdict(list)
        for viewer in viewers:
            saws = (step for step in viewer.steps if isinstance(step, Saw))
            for saw, at in zip(saws, viewer.times, strict=True):
                if saw.seq in self.sent:
                    heard[saw.seq].append(at)
        since_sent = [(at - self.sent[seq]) / 1e6 for seq, ats in heard.items() for at in ats]
        since_first = [(at - min(ats)) / 1e6 for ats in heard.values() for at in ats]
        return since_sent, since_first


async def measure(database: str, count: int, events: int = EVENTS) -> Result:
    """Measure one crowd and return the figures."""
    result = Result(f"fan-out to {count} viewers on {database}")
    with platform(database) as here:
        scene = await raise_curtain(here)
        http = scene.http
        await Speech().hold(scene, http, WARM_UP)
        alone = cpu_seconds(here.pid)
        await Speech().hold(scene, http, events)
        alone = cpu_seconds(here.pid) - alone
        await scene.look_again()
        await _arrive(scene, count, result)
        await Speech().hold(scene, http, WARM_UP)
        own, spent, before = process_time(), cpu_seconds(here.pid), scene.tap.heard
        speech = Speech()
        await speech.hold(scene, http, events)
        own, spent = process_time() - own, cpu_seconds(here.pid) - spent
        made = scene.tap.heard - before
        size = len(max(scene.tap.events, key=len))
        each = (spent - alone) / made * 1e6
        for viewer in scene.following:
            viewer.leave()
        bare = await cpu_per_delivery(count, events, size)
        result.figures |= {
            "events": events,
            "missing": count * events - made,
            "bytes a frame": size,
            "server CPU µs a delivery": round(each, 2),
            "times a bare write": round(each / bare, 2),
            "server CPU ms an act, no viewers": round(alone / events * 1000, 2),
            "load's own CPU µs a delivery": round(own / made * 1e6, 2),
        }
        since_sent, since_first = speech.delays(scene.following)
        result.spread("delay since it was sent", since_sent)
        result.spread("delay since the first viewer", since_first)
        result.must(made == count * events, f"{count * events - made} deliveries are missing")
        judge(result, scene.following, scene.tap, await read_log(http, scene.session), set())
    return result


async def _arrive(scene: Scene, count: int, result: Result) -> None:
    idle, spent, begun = rss_bytes(scene.here.pid), cpu_seconds(scene.here.pid), perf_counter()
    scene.onlookers(count)
    await gather_crowd(scene.following)
    result.figures["seconds until all had joined"] = round(perf_counter() - begun, 2)
    spent = cpu_seconds(scene.here.pid) - spent
    result.figures["server CPU µs a join"] = round(spent / count * 1e6)
    await asyncio.sleep(1)
    grown = rss_bytes(scene.here.pid) - idle
    result.figures["memory kB a viewer"] = round(grown / count / 1024, 2)


async def measure_all(databases: Sequence[str], *, quick: bool, real: bool) -> list[Result]:
    """Measure each crowd; deliveries touch no database, so the first of `databases` is enough."""
    crowds = (200,) if quick else CROWDS
    return [await measure(databases[0], count) for count in crowds]


if __name__ == "__main__":
    raise SystemExit(run({"fanout": measure_all}))
