"""`python -m benchmarks [intake|fanout|faults|all] [--database sqlite|postgres] [--quick]`."""

from benchmarks import fanout, faults, intake
from benchmarks.command import run

raise SystemExit(
    run(
        {
            "intake": intake.measure_all,
            "fanout": fanout.measure_all,
            "faults": faults.measure_all,
        }
    )
)
