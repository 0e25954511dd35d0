"""Every page of a big platform: 100,000 people, 5,000 organisations, 20,000 sessions.

What is promised: each page within 150 ms of Django's work on PostgreSQL. The figures are medians;
the number of queries of each page is printed beside them.
"""

import json
from collections.abc import Sequence
from typing import Any

from benchmarks.figures import Result
from benchmarks.server import Platform, platform

MOST_MS = 150
SIZES, QUICK_SIZES = (100_000, 5_000, 20_000), (2_000, 500, 1_000)
LOOKS = "import django; django.setup(); from benchmarks import looks; looks.main()"
BUILD_SECONDS = 1_200


async def measure_all(databases: Sequence[str], *, quick: bool, real: bool) -> list[Result]:
    """Measure on each database; `real` has no meaning here."""
    return [_measure(kind, quick=quick) for kind in databases]


def _measure(kind: str, *, quick: bool) -> Result:
    sizes = QUICK_SIZES if quick else SIZES
    people, units, sessions = sizes
    result = Result(f"pages on {kind}: {people:,} people, {units:,} units, {sessions:,} sessions")
    with platform(kind) as here:
        first, *looks = _looks(here, sizes)
    result.figures["seconds to build it"] = first["built"]
    for each in looks:
        name = f"{each['who']} {each['address']}"
        result.figures[name] = (
            f"{each['ms']} ms, {each['queries']} queries, {each['bytes']:,} bytes"
        )
        result.must(each["status"] == 200, f"{name} answered {each['status']}")
    slow = [each for each in looks if each["ms"] > MOST_MS]
    result.figures[f"pages slower than {MOST_MS} ms"] = len(slow)
    return result


def _looks(here: Platform, sizes: Sequence[int]) -> list[dict[str, Any]]:
    printed = here.run("-c", LOOKS, *map(str, sizes), seconds=BUILD_SECONDS)
    found: list[dict[str, Any]] = json.loads(printed)
    return found
