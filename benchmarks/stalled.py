"""A hundred clients that never read, among viewers who do, while much is being said."""

import asyncio
from dataclasses import dataclass

from benchmarks.crowd import gather_crowd
from benchmarks.fanout import Speech
from benchmarks.figures import Result, percentile
from benchmarks.processes import open_sockets, rss_bytes
from benchmarks.record import judge, read_log
from benchmarks.scene import Scene, raise_curtain
from benchmarks.server import platform
from benchmarks.viewers import Viewer

STALLED = 100
MEMORY_EACH = 1024 * 1024  # bytes that one client that does not read may cost at the most
LONG = 4000  # characters of one utterance: buffers fill after tens, not thousands, of them
ROUND = 20
MOST_ROUNDS = 12
CLOSING_SECONDS = 20.0


@dataclass(slots=True)
class Watch:
    """The server's sockets and memory over time."""

    pid: int
    most: int = 0

    async def memory(self) -> None:
        """Keep the highest resident memory seen, until cancelled."""
        while True:
            self.most = max(self.most, rss_bytes(self.pid))
            await asyncio.sleep(0.05)


async def measure(database: str, *, quick: bool) -> Result:
    """Measure what clients that do not read cost the server and the others."""
    result = Result(f"{STALLED} clients that never read, on {database}")
    with platform(database) as here:
        scene = await raise_curtain(here)
        http = scene.http
        readers = scene.onlookers(200 if quick else 1000)
        await gather_crowd(readers)
        await Speech().hold(scene, http, 5)
        before = await _p99(scene, readers)
        sockets, idle = open_sockets(here.pid), rss_bytes(here.pid)
        deaf = await _stop_reading(scene)
        watch = Watch(here.pid)
        watching = asyncio.create_task(watch.memory())
        among: list[float] = []
        while open_sockets(here.pid) > sockets and len(among) < MOST_ROUNDS:
            among.append(await _p99(scene, readers))
        watching.cancel()
        left = max(0, open_sockets(here.pid) - sockets)
        after = await _p99(scene, readers)
        grown = watch.most - idle
        result.figures |= {
            "readers": len(readers),
            "said until all were closed": len(among) * ROUND,
            "still open": left,
            "server memory MB more, at the most": round(grown / 2**20, 1),
            "readers' p99 ms before / among / after": " / ".join(
                f"{ms:.0f}" for ms in (before, percentile(among, 0.5), after)
            ),
            "p99 among, times before and after": round(
                percentile(among, 0.5) / ((before + after) / 2), 2
            ),
        }
        result.must(left == 0, f"{left} clients that do not read are still connected")
        result.must(grown <= STALLED * MEMORY_EACH, f"the server grew by {grown >> 20} MB")
        await _hear_why(deaf, result)
        judge(result, readers, scene.tap, await read_log(http, scene.session), set())
    return result


async def _p99(scene: Scene, readers: list[Viewer]) -> float:
    speech = Speech()
    await speech.hold(scene, scene.http, ROUND, words=LONG)
    return percentile(speech.delays(readers)[0], 0.99)


async def _stop_reading(scene: Scene) -> list[Viewer]:
    await scene.look_again()
    deaf = scene.onlookers(STALLED)
    await gather_crowd(deaf)
    for viewer in deaf:
        scene.following.remove(viewer)
        if viewer.socket is not None:
            viewer.socket.stop_reading()
    return deaf


async def _hear_why(deaf: list[Viewer], result: Result) -> None:
    ends = [viewer.socket.closed for viewer in deaf if viewer.socket is not None]
    for viewer in deaf:
        if viewer.socket is not None:
            viewer.socket.read_again()
    done, _ = await asyncio.wait(ends, timeout=CLOSING_SECONDS)
    codes = sorted(end.result() for end in done)
    result.figures["told 4000 (slow, come back)"] = codes.count(4000)
    result.figures["cut without a word"] = codes.count(1006)
