"""A demo of its own on a free port, a browser, and where in it the pages are: for pictures."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 180
# The demo's crowd asks and the demo's leader answers; a little of that makes a picture true.
LIVELY_SECONDS = 40
# Which page links to what, by the form of its address, or by the part of it in brackets. Later ones
# may begin where earlier ones lead.
LINKS = {
    "live": ("/", r"/sessions/\d+/"),
    # What is live stands in that list too, but cannot be put into a calendar any more.
    "coming": ("/sessions/?when=coming", r"(/sessions/\d+/)session\.ics.*"),
    "transcript": ("/sessions/?when=past", r"/sessions/\d+/transcript/"),
    "case": ("/cases/?show=closed", r"/cases/\d+/"),
    "leader": ("/leaders/", r"/leaders/\d+/"),
    "unit": ("/units/", r"/units/\d+/"),
    "record": ("/sessions/?when=past", r"(/sessions/\d+/)transcript/"),
    # The first entries open the session; from about the tenth on they answer.
    "entry": ("{record}transcript/", r"#e(1[1-9])"),
}


@contextmanager
def demo() -> Iterator[str]:
    """Run a demo with a database of its own and yield its address."""
    with running() as (address, _environment):
        yield address


@contextmanager
def running() -> Iterator[tuple[str, dict[str, str]]]:
    """Run a demo with a database of its own; yield its address and what leads to its database."""
    port = free_port()
    address = f"http://localhost:{port}"
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3",
            "HUIYIN_DEMO": "1",
            "HUIYIN_DEBUG": "0",
            "HUIYIN_SITE_URL": address,
        }
        manage = [sys.executable, "manage.py"]
        for command in (["migrate", "--noinput", "--verbosity", "0"], ["demo"]):
            subprocess.run([*manage, *command], cwd=ROOT, env=environment, check=True)
        serve = [*manage, "serve", "--port", str(port)]
        server = subprocess.Popen(serve, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_for(address)
            yield address, environment
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_for(address: str) -> None:
    """Return when the home page answers."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.3)
    raise SystemExit(f"Nothing answered at {address} within {START_SECONDS} seconds.")


@contextmanager
def browser() -> Iterator[Browser]:
    """The Chromium that `tools/find_chromium.py` found."""
    flags = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM"), args=[*flags, "--hide-scrollbars"]
        )
        yield chromium
        chromium.close()


def find_places(chromium: Browser, address: str, wanted: Collection[str]) -> dict[str, str]:
    """Where the pages to show are, as other pages link them."""
    needed = {name for page in wanted for name in re.findall(r"{(\w+)}", page)}
    page = chromium.new_page(locale="zh-CN")
    places: dict[str, str] = {}
    for name, (start, pattern) in LINKS.items():
        if name in needed:
            places[name] = linked(page, address, start.format(**places), pattern)
    page.close()
    return places


def linked(page: Page, address: str, start: str, pattern: str) -> str:
    page.goto(address + start)
    for link in page.locator("main a[href]").all():
        path = (link.get_attribute("href") or "").removeprefix(address)
        if found := re.fullmatch(pattern, path):
            return found[found.re.groups]
    raise SystemExit(f"{start} links to no {pattern}")
