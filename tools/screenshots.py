"""Take the pictures that the README shows, from a demo of its own on a free port.

python -m tools.screenshots [NAME …]
"""

from __future__ import annotations

import base64
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
START_SECONDS = 60
# The demo's crowd asks and the demo's leader answers; a little of that makes a picture true.
LIVELY_SECONDS = 40
SETTLE_MILLISECONDS = 1500
# Crisp letters at a third of the weight that PNG would have.
QUALITY = 88
NOW = ".now [data-when=answering]"


@dataclass(frozen=True)
class Picture:
    """What to show: which page, to whom, on what screen."""

    name: str
    page: str
    role: str = ""
    width: int = 1440
    height: int = 900
    dark: bool = False
    # What must be there first, when the page may also be seen without it.
    shows: str = "main"


ALL = (
    Picture("home", "/"),
    Picture("home-phone", "/", width=390, height=844),
    Picture("live", "{live}", shows=NOW),
    Picture("live-dark", "{live}", dark=True, shows=NOW),
    Picture("live-phone", "{live}", width=390, height=844, shows=NOW),
    Picture("desk", "{live}desk/", role="moderator"),
    Picture("console", "{live}console/", role="leader", shows="[data-question]"),
    Picture("host", "{live}host/", role="host", shows="[data-now-question]"),
    Picture("transcript", "{transcript}"),
    Picture("case", "{case}"),
    Picture("sign-in", "/sign-in/"),
)


# Which page links to what, by the form of its address.
LINKS = {
    "live": ("/", r"/sessions/\d+/"),
    "transcript": ("/sessions/?when=past", r"/sessions/\d+/transcript/"),
    "case": ("/cases/?show=closed", r"/cases/\d+/"),
}


def main() -> int:
    """Take the pictures named on the command line, or all of them."""
    wanted = [picture for picture in ALL if not sys.argv[1:] or picture.name in sys.argv[1:]]
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demo() as address, browser() as chromium:
        time.sleep(LIVELY_SECONDS)
        places = find_places(chromium, address, wanted)
        for picture in wanted:
            take(chromium, address, picture, places)
            print(PICTURES.joinpath(f"{picture.name}.webp").relative_to(ROOT), flush=True)
    return 0


@contextmanager
def demo() -> Iterator[str]:
    """Run a demo with a database of its own and yield its address."""
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
            yield address
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


def find_places(chromium: Browser, address: str, wanted: list[Picture]) -> dict[str, str]:
    """Where the pages to show are, as other pages link them."""
    needed = {name for picture in wanted for name in re.findall(r"{(\w+)}", picture.page)}
    page = chromium.new_page(locale="zh-CN")
    places = {name: linked(page, address, *LINKS[name]) for name in needed}
    page.close()
    return places


def linked(page: Page, address: str, start: str, pattern: str) -> str:
    page.goto(address + start)
    for link in page.locator("main a[href]").all():
        path = (link.get_attribute("href") or "").removeprefix(address)
        if re.fullmatch(pattern, path):
            return path
    raise SystemExit(f"{start} links to no {pattern}")


def take(chromium: Browser, address: str, picture: Picture, places: dict[str, str]) -> None:
    """Open the page as that person on that screen, and save what is seen."""
    context = chromium.new_context(
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.dark else "light",
        device_scale_factor=scale(picture),
        reduced_motion="reduce",
    )
    page = context.new_page()
    if picture.role:
        page.goto(f"{address}/sign-in/")
        page.locator(f'button[name="role"][value="{picture.role}"]').click()
        page.wait_for_load_state()
    page.goto(address + picture.page.format(**places))
    page.locator(picture.shows).first.wait_for()
    page.wait_for_timeout(SETTLE_MILLISECONDS)
    PICTURES.joinpath(f"{picture.name}.webp").write_bytes(webp(page, picture))
    context.close()


def webp(page: Page, picture: Picture) -> bytes:
    """What is seen now, as WebP: Chromium writes it, Playwright's own call does not."""
    chromium = page.context.new_cdp_session(page)
    whole = {"x": 0, "y": 0, "width": picture.width, "height": picture.height}
    clip = {**whole, "scale": scale(picture)}
    wish = {"format": "webp", "quality": QUALITY, "clip": clip}
    return base64.b64decode(chromium.send("Page.captureScreenshot", wish)["data"])


def scale(picture: Picture) -> int:
    """A phone has finer dots."""
    return 2 if picture.width < 600 else 1


if __name__ == "__main__":
    raise SystemExit(main())
