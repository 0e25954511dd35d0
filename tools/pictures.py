"""Take the pictures that the README shows, from a demo of its own on a free port.

python -m tools.pictures [NAME …]
"""

from __future__ import annotations

import base64
import sys
import time
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from tools.demo_site import LIVELY_SECONDS, ROOT, browser, demo, find_places

PICTURES = ROOT / "docs" / "pictures"
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
    Picture("poll-phone", "{live}#poll", width=390, height=844, shows="#poll .poll-choice"),
    Picture("desk", "{live}desk/", role="moderator"),
    Picture("console", "{live}console/", role="leader", shows="[data-question]"),
    Picture("host", "{live}host/", role="host", shows="[data-now-question]"),
    Picture("transcript", "{transcript}"),
    Picture("case", "{case}"),
    Picture("sign-in", "/sign-in/"),
    Picture("screen", "{live}screen/?show=question,answers,qr", width=1920, height=1080),
    Picture("office", "/office/sessions/", role="planner"),
)


def main() -> int:
    """Take the pictures named on the command line, or all of them."""
    wanted = [picture for picture in ALL if not sys.argv[1:] or picture.name in sys.argv[1:]]
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demo() as address, browser() as chromium:
        time.sleep(LIVELY_SECONDS)
        places = find_places(chromium, address, [picture.page for picture in wanted])
        for picture in wanted:
            take(chromium, address, picture, places)
            print(PICTURES.joinpath(f"{picture.name}.webp").relative_to(ROOT), flush=True)
    return 0


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
    # A clip counts from the top of the page, and this page may have been scrolled.
    top = page.evaluate("scrollY")
    whole = {"x": 0, "y": top, "width": picture.width, "height": picture.height}
    clip = {**whole, "scale": scale(picture)}
    wish = {"format": "webp", "quality": QUALITY, "clip": clip}
    return base64.b64decode(chromium.send("Page.captureScreenshot", wish)["data"])


def scale(picture: Picture) -> int:
    """A phone has finer dots."""
    return 2 if picture.width < 600 else 1


if __name__ == "__main__":
    raise SystemExit(main())
