"""Figures as people read them: percentiles, a table, and a JSON file to compare later."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).parents[1] / "var" / "bench"


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` (0 to 1) of `values` do not exceed; 0 when there are none."""
    ordered = sorted(values)
    return ordered[round((len(ordered) - 1) * share)] if ordered else 0.0


@dataclass(slots=True)
class Result:
    """One measurement: its figures in order, and the promises that were broken, in words."""

    name: str
    figures: dict[str, float | int | str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def spread(self, what: str, values: Sequence[float]) -> None:
        """Add the median and the 99th percentile of `values` (milliseconds) under `what`."""
        self.figures[f"{what} p50 ms"] = round(percentile(values, 0.5), 1)
        self.figures[f"{what} p99 ms"] = round(percentile(values, 0.99), 1)

    def must(self, held: bool, promise: str) -> None:
        """Note `promise` as broken unless it held."""
        if not held:
            self.broken.append(promise)


def show(results: Sequence[Result]) -> None:
    """Print each measurement as a small table, what was broken last and loudest."""
    for result in results:
        print(f"\n{result.name}")
        width = max(map(len, result.figures), default=0)
        for what, value in result.figures.items():
            print(f"  {what:<{width}}  {_readable(value)}")
        for promise in result.broken:
            print(f"  BROKEN: {promise}")


def keep(results: Sequence[Result], name: str) -> Path:
    """Write the results to var/bench and return the file."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    path = RESULTS / f"{name}-{now:%Y%m%dT%H%M%SZ}.json"
    machine = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
    }
    document = {"at": now.isoformat(), **machine, "results": [asdict(each) for each in results]}
    path.write_text(json.dumps(document, ensure_ascii=False, indent=2), encoding="utf-8")
    return path


def _readable(value: float | int | str) -> str:
    return f"{value:,}" if isinstance(value, int | float) else value
