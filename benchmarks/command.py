"""The command line that all measurements share: what to run, on which database, how much of it."""

import argparse
import os
from collections.abc import Awaitable, Mapping, Sequence
from typing import Protocol

import uvloop

from benchmarks import processes
from benchmarks.databases import POSTGRES, SQLITE, present
from benchmarks.figures import Result, keep, show


class Measurement(Protocol):
    """What a module of this package offers to be run."""

    def __call__(
        self, databases: Sequence[str], *, quick: bool, real: bool
    ) -> Awaitable[list[Result]]:
        """Measure on each database and return the results."""


def run(measurements: Mapping[str, Measurement]) -> int:
    """Run what the command line names, print and keep the figures; return the exit status.

    The status is 1 when a promise was broken (a question lost or doubled, an event missing); no
    figure of speed ever makes it so.
    """
    busy = os.getloadavg()[0]
    if busy > len(processes.CORES) / 2:
        print(f"This machine is busy (load {busy:.1f}): an idle one is faster.")
    options = _parser(measurements).parse_args()
    databases = [options.database] if options.database else present()
    names = list(measurements) if options.what == "all" else [options.what]
    results: list[Result] = []
    for name in names:
        job = measurements[name](databases, quick=options.quick, real=options.real)
        found = uvloop.run(_await(job))
        show(found)
        results += found
    print(f"\nkept in {keep(results, options.what)}")
    return int(any(result.broken for result in results))


async def _await(job: Awaitable[list[Result]]) -> list[Result]:
    return await job


def _parser(measurements: Mapping[str, Measurement]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = [*measurements, "all"]
    parser.add_argument(
        "what", nargs="?", choices=names, default=names[0] if len(names) == 2 else "all"
    )
    parser.add_argument("--database", choices=(SQLITE, POSTGRES), help="only this one")
    parser.add_argument("--quick", action="store_true", help="a small run, to see that it works")
    parser.add_argument("--real", action="store_true", help="real messages where they are present")
    return parser
