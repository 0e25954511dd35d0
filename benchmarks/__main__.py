"""`python -m benchmarks [intake|fanout|faults|pages|live_page|all] [--database …] [--quick]`."""

from benchmarks import fanout, faults, intake, live_page, pages
from benchmarks.command import run

raise SystemExit(
    run(
        {
            "intake": intake.measure_all,
            "fanout": fanout.measure_all,
            "faults": faults.measure_all,
            "pages": pages.measure_all,
            "live_page": live_page.measure_all,
        }
    )
)
