"""What the kernel knows of a process and its children: processor time, memory, open sockets."""

import os
import resource
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
CORES = sorted(os.sched_getaffinity(0))  # read once, before anything is pinned


def family(pid: int) -> list[int]:
    """Return `pid` and all its descendants that are alive."""
    found = [pid]
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found.extend(map(int, task.read_text().split()))
            except OSError:
                continue
    return found


def cpu_seconds(pid: int) -> float:
    """Return user and system time that a process and its descendants have used."""
    return sum(map(_own_cpu, family(pid)))


def rss_bytes(pid: int) -> int:
    """Return the resident memory of a process and its descendants."""
    page = resource.getpagesize()
    return sum(int(fields[1]) * page for each in family(pid) if (fields := _read(each, "statm")))


def open_sockets(pid: int) -> int:
    """Return how many sockets the process itself holds open."""
    count = 0
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            count += str(link.readlink()).startswith("socket:")
        except OSError:
            continue
    return count


def pin(pid: int, place: int) -> None:
    """Keep a process (0: this one) on the `place`-th core; on a single core do nothing."""
    if len(CORES) > 1:
        os.sched_setaffinity(pid, {CORES[place % len(CORES)]})


def allow_files() -> None:
    """Raise this process's limit of open files as far as the system lets it."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _own_cpu(pid: int) -> float:
    # The name stands in brackets and may hold spaces: fields are counted after the last bracket.
    fields = _read(pid, "stat", after=")")
    return (int(fields[11]) + int(fields[12])) / TICKS if fields else 0.0


def _read(pid: int, name: str, after: str = "") -> list[str]:
    try:
        text = Path(f"/proc/{pid}/{name}").read_text()
    except OSError:
        return []
    return text.rpartition(after)[2].split() if after else text.split()
