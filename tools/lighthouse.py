"""Hold the public pages against Lighthouse, as it looks from a phone: four scores for each.

python -m tools.lighthouse [PAGE …]: home, live, transcript and case of a demo of its own. Needs
Node; the reports are kept in var/lighthouse, and the exit status says whether all reach 95.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tools.demo_site import LIVELY_SECONDS, ROOT, browser, demo, find_places

# Pinned here: what is measured with is part of what was measured.
PACKAGE = "lighthouse@13.5.0"
FOLDER = ROOT / "var" / "lighthouse"
PAGES = {"home": "/", "live": "{live}", "transcript": "{transcript}", "case": "{case}"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 95
# What else a machine does costs a page points: the middle one of so many counts.
RUNS = 3
SECONDS = 180


def main() -> int:
    """Measure what is named on the command line, or all pages; return 1 where a score is low."""
    npx = shutil.which("npx")
    if npx is None:
        print("Lighthouse runs on Node, and there is none here: install nodejs and npm.")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo() as address:
        time.sleep(LIVELY_SECONDS)
        with browser() as chromium:
            places = find_places(chromium, address, list(PAGES.values()))
        chosen = {n: p.format(**places) for n, p in PAGES.items() if n in (sys.argv[1:] or PAGES)}
        reports = {name: middle(npx, address + path, name) for name, path in chosen.items()}
    return show(reports)


def middle(npx: str, address: str, name: str) -> dict[str, Any]:
    """Return the middle one of several reports of a page, by its performance."""
    reports = [measured(npx, address, f"{name}-{run}") for run in range(1, RUNS + 1)]
    return sorted(reports, key=lambda each: each["categories"]["performance"]["score"])[RUNS // 2]


def measured(npx: str, address: str, name: str) -> dict[str, Any]:
    """Return one report; it lies beside as a page to read, too."""
    as_root = " --no-sandbox" if os.geteuid() == 0 else ""
    command = [npx, "--yes", PACKAGE, address, "--quiet", "--output=json", "--output=html"]
    command += [f"--output-path={FOLDER / name}", f"--only-categories={','.join(CATEGORIES)}"]
    command += [f"--chrome-flags=--headless{as_root}"]
    where = {"CHROME_PATH": os.environ["CHROMIUM"]} if "CHROMIUM" in os.environ else {}
    subprocess.run(command, check=True, cwd=FOLDER, env={**os.environ, **where}, timeout=SECONDS)
    report: dict[str, Any] = json.loads(Path(FOLDER, f"{name}.report.json").read_text())
    return report


def show(reports: dict[str, dict[str, Any]]) -> int:
    """Print a table of the scores, and what costs a page its points."""
    print(f"{'':<12}{''.join(f'{each:>16}' for each in CATEGORIES)}")
    low = False
    for name, report in reports.items():
        scores = [round(100 * (report["categories"][each]["score"] or 0)) for each in CATEGORIES]
        print(f"{name:<12}{''.join(f'{each:>16}' for each in scores)}")
        low = low or min(scores) < LEAST
        for audit in faults(report):
            print(f"    {audit['id']}: {audit.get('displayValue', audit['title'])}")
    return int(low)


def faults(report: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the audits that count towards a score and are not passed."""
    weighed = {
        each["id"]
        for category in report["categories"].values()
        for each in category["auditRefs"]
        if each["weight"]
    }
    audits = (report["audits"][name] for name in sorted(weighed))
    return [audit for audit in audits if audit["score"] is not None and audit["score"] < 0.9]


if __name__ == "__main__":
    raise SystemExit(main())
