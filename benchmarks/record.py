"""The public record of a session, as anyone can read it: the truth that clients are held to."""

from benchmarks.figures import Result
from benchmarks.history import History, Log, check
from benchmarks.http import Http
from benchmarks.leaks import leaks
from benchmarks.viewers import Tap, Viewer, comparable


async def position(http: Http, session: str) -> tuple[str, int]:
    """Return (epoch, seq) of a session's public log, as the live page gets it."""
    snapshot = (await http.request("GET", f"/api/v1/sessions/{session}/snapshot")).body
    return snapshot["epoch"], snapshot["seq"]


async def read_log(http: Http, session: str, *, after: int = 0) -> Log:
    """Return the whole public log of a session behind `after`."""
    epoch, _ = await position(http, session)
    frames: dict[int, str] = {}
    more = True
    while more:
        path = f"/api/v1/sessions/{session}/log?after={after}&epoch={epoch}"
        page = (await http.request("GET", path)).body
        frames |= {frame["seq"]: comparable(frame) for frame in page["events"]}
        more, after = page["more"], max(frames, default=after)
    return Log(epoch, frames)


def judge(result: Result, viewers: list[Viewer], tap: Tap, log: Log, unseen: set[str]) -> None:
    """Hold what every viewer saw against the log, and all that was seen against `unseen`."""
    histories: list[History] = [viewer.history() for viewer in viewers]
    faults = check(histories, log)
    faults += leaks(tap.texts(), unseen)
    result.figures["events in the public log"] = log.head
    result.figures["deliveries"] = tap.heard
    result.figures["broken rules of the history"] = len(faults)
    for fault in faults[:5]:
        result.must(False, f"{fault.rule}: {fault.who}: {fault.detail}")
    result.must(not faults, f"{len(faults)} violations of the history")
