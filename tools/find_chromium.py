"""Print the path of a Chromium that starts, getting one if the machine has none.

The browser tests are never skipped: where no browser can be had, this fails with the one
command to type.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def main() -> int:
    """Print the path and return 0, or say what to type and return 1."""
    path = first_that_starts(installed()) or fetched()
    if path is None:
        print(advice(), file=sys.stderr)
        return 1
    print(path)
    return 0


def installed() -> Iterator[str]:
    """Every place where a browser may be: the one asked for, the system's, Playwright's."""
    asked = os.environ.get("CHROMIUM")
    if asked:
        yield asked
        return
    yield from filter(None, map(shutil.which, NAMES))
    yield MAC
    yield from playwrights()


def playwrights() -> Iterator[str]:
    """The browser of Playwright's own download, if it was made."""
    from playwright.sync_api import sync_playwright  # only here: the rest needs no packages

    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def first_that_starts(paths: Iterator[str]) -> str | None:
    return next((path for path in paths if starts(path)), None)


def starts(path: str) -> bool:
    """Whether the program is there and its libraries are too."""
    if not Path(path).is_file():
        return False
    answer = subprocess.run([path, "--version"], capture_output=True, check=False, timeout=60)
    return answer.returncode == 0


def fetched() -> str | None:
    """Get a browser: Playwright's download, else the system's package when root."""
    if os.environ.get("CHROMIUM"):
        return None  # the one asked for does not start; another would hide that
    for commands in ways_to_fetch():
        if all(said(command) for command in commands):
            path = first_that_starts(installed())
            if path:
                return path
    return None


def ways_to_fetch() -> Iterator[list[list[str]]]:
    yield [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if is_root() and shutil.which("apt-get"):
        yield [
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
        ]


def said(command: list[str]) -> bool:
    """Run a command whose words go to stderr, since stdout holds only the path."""
    print("Getting a browser:", " ".join(command), file=sys.stderr, flush=True)
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    return subprocess.run(command, stdout=sys.stderr, env=quiet, check=False).returncode == 0


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def advice() -> str:
    """The one command that would help here."""
    asked = os.environ.get("CHROMIUM")
    if asked:
        return f"CHROMIUM={asked} does not start. Unset it, or name a Chromium that does."
    if shutil.which("apt-get"):
        return "The browser tests need Chromium. Type:\n    sudo apt-get install chromium"
    fetch = f"{sys.executable} -m playwright install chromium"
    return f"The browser tests need Chromium. Type:\n    {fetch}"


if __name__ == "__main__":
    raise SystemExit(main())
