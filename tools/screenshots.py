"""Take every page in every way it can look, with an index to leaf through.

python -m tools.screenshots [FOLDER] [NAME …]: pages by 390, 768 and 1440 px, in both languages,
light, dark and in large print, from a demo of its own. The folder is var/screenshots.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from html import escape
from itertools import product
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, BrowserContext, Error

from tools.demo_site import LIVELY_SECONDS, ROOT, browser, demo, find_places

FOLDER = ROOT / "var" / "screenshots"
SETTLE_MILLISECONDS = 500
SIZES = {390: 844, 768: 1024, 1440: 900}
WALLS = {1280: 720, 1920: 1080, 3840: 2160}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
# Role → page → address, as other pages link it.
PAGES: dict[str, dict[str, str]] = {
    "": {
        "home": "/",
        "schedule": "/sessions/?when=coming",
        "past": "/sessions/?when=past",
        "live": "{live}",
        "coming": "{coming}",
        "ask": "{live}ask/",
        "transcript": "{transcript}",
        "verify": "{transcript}verify/",
        "case": "{case}",
        "cases": "/cases/",
        "leaders": "/leaders/",
        "leader": "{leader}",
        "units": "/units/",
        "unit": "{unit}",
        "wishes": "/wishes/",
        "sign-in": "/sign-in/",
        "sign-up": "/sign-up/",
        "receipt": "/receipt/",
        "embed-live": "/embed{live}",
        "embed-questions": "/embed{live}questions/",
        "not-found": "/sessions/999999/",
    },
    "netizen": {"mine": "/me/", "account": "/me/account/", "privacy": "/me/privacy/"},
    "moderator": {"desk": "{live}desk/"},
    "leader": {"console": "{live}console/"},
    "host": {"host": "{live}host/"},
    "stenographer": {"stenographer": "{live}host/"},
    "handler": {"case-queue": "/cases/handling/"},
    "planner": {"office": "/office/", "office-sessions": "/office/sessions/"},
    "system": {"office-units": "/office/units/", "office-topics": "/office/topics/"},
    "security": {"office-people": "/office/people/"},
    "audit": {"office-audit": "/office/audit/"},
}


class Way(NamedTuple):
    """One way to look at a page."""

    width: int
    lang: str
    theme: str
    elder: bool

    @property
    def name(self) -> str:
        """Return the name of its picture."""
        return f"{self.width}-{self.lang}-{self.theme}{'-elder' if self.elder else ''}"


WAYS = [Way(*each) for each in product(SIZES, LOCALES, ("light", "dark"), (False, True))]


def main() -> int:
    """Take what is named on the command line, or everything."""
    folder = Path(sys.argv[1]) if sys.argv[1:] else FOLDER
    only = frozenset(sys.argv[2:])
    with demo() as address, browser() as chromium:
        time.sleep(LIVELY_SECONDS)
        wanted = [path for pages in PAGES.values() for path in pages.values()]
        places = find_places(chromium, address, wanted)
        for role, pages in PAGES.items():
            chosen = {n: p.format(**places) for n, p in pages.items() if not only or n in only}
            if chosen:
                take_role(chromium, address, role, chosen, folder)
        if not only or "screen" in only:
            take_walls(chromium, f"{address}{places['live']}screen/", folder)
    write_index(folder)
    print(folder / "index.html")
    return 0


def take_role(
    chromium: Browser, address: str, role: str, pages: dict[str, str], folder: Path
) -> None:
    """Take somebody's pages in every way; signing in once."""
    state = None
    for way in WAYS:
        context = chromium.new_context(
            locale=LOCALES[way.lang],
            timezone_id="Asia/Shanghai",
            viewport={"width": way.width, "height": SIZES[way.width]},
            color_scheme="dark" if way.theme == "dark" else "light",
            reduced_motion="reduce",
            storage_state=state,
        )
        if way.elder:
            context.add_init_script("localStorage.setItem('huiyin.elder', 'on')")
        if role and state is None:
            sign_in(context, address, role)
            state = context.storage_state()
        for name, path in pages.items():
            take(context, address + path, folder / name / f"{way.name}.jpg")
        context.close()
    print(role or "everybody", *pages, flush=True)


def sign_in(context: BrowserContext, address: str, role: str) -> None:
    """Sign in with the demo's one click."""
    page = context.new_page()
    page.goto(f"{address}/sign-in/")
    page.locator(f'button[name="role"][value="{role}"]').click()
    page.wait_for_load_state()
    page.close()


def take(context: BrowserContext, address: str, to: Path) -> None:
    """Save what is seen first of a page; one that fails is told of, and the rest goes on."""
    page = context.new_page()
    to.parent.mkdir(parents=True, exist_ok=True)
    try:
        page.goto(address)
        page.wait_for_timeout(SETTLE_MILLISECONDS)
        page.screenshot(path=to, type="jpeg", quality=80)
    except Error as error:
        print(f"{to.parent.name} {to.stem}: {error.message.splitlines()[0]}", file=sys.stderr)
    page.close()


def take_walls(chromium: Browser, address: str, folder: Path) -> None:
    """Take the big screen, at its own sizes and in its own themes."""
    for (width, height), lang in product(WALLS.items(), LOCALES):
        viewport = {"width": width, "height": height}
        context = chromium.new_context(viewport=viewport, reduced_motion="reduce")  # type: ignore[arg-type]
        for theme in ("paper", "ink", "contrast"):
            wall = folder / "screen" / f"{width}-{lang}-{theme}.jpg"
            take(context, f"{address}?theme={theme}&lang={lang}", wall)
        context.close()


def write_index(folder: Path) -> None:
    """Write a page to leaf through all pictures that lie in the folder."""
    parts = [
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Huiyin: every page</title>',
        "<style>body{font:16px system-ui;margin:2rem}section{display:flex;flex-wrap:wrap;gap:1rem}",
        "figure{margin:0}img{height:20rem;border:1px solid #ccc}nav a{margin-right:1rem}</style>",
        f"<nav>{''.join(_links(folder))}</nav>",
        *_sections(folder),
    ]
    folder.joinpath("index.html").write_text("\n".join(parts), encoding="utf-8")


def _links(folder: Path) -> Iterator[str]:
    for name in _names(folder):
        yield f'<a href="#{name}">{name}</a>'


def _sections(folder: Path) -> Iterator[str]:
    for name in _names(folder):
        yield f'<h2 id="{name}">{name}</h2><section>'
        for picture in sorted((folder / name).glob("*.jpg")):
            href = f"{name}/{escape(picture.name)}"
            image = f'<a href="{href}"><img src="{href}" alt="" loading="lazy"></a>'
            yield f"<figure>{image}<figcaption>{escape(picture.stem)}</figcaption></figure>"
        yield "</section>"


def _names(folder: Path) -> list[str]:
    return sorted(escape(each.name) for each in folder.iterdir() if each.is_dir())


if __name__ == "__main__":
    raise SystemExit(main())
