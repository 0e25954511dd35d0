"""Take every page in every way it can look, with an index to leaf through.

python -m tools.screenshots [NAME …] [--ways 390-zh,dark] [--into FOLDER] [--at ADDRESS] [--whole]

Pages by 390, 768 and 1440 px, in both languages, light, dark and in large print, from a demo of
its own; then a session of extremes. Names choose pages. --ways chooses the ways whose name, like
390-zh-light or 1440-en-dark-elder, has every part of one of the words. --at takes a demo that
runs already, without the extremes. --whole takes pages down to their end.

A page is opened once for all its widths and themes. What fails is tried a second time, then told
of, and the rest goes on.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from itertools import groupby, product
from pathlib import Path

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    StorageState,
    ViewportSize,
)

from tools.demo_site import LIVELY_SECONDS, ROOT, browser, find_places, running
from tools.sights import EXTREMES, LOCALES, SIGHTS, SIZES, WALLS, WAYS, Sight, Way

FOLDER = ROOT / "var" / "screenshots"
SETTLE_MILLISECONDS = 500
RESIZE_MILLISECONDS = 150
PRESS_MILLISECONDS = 4000
# A page says that it is offline only once that has lasted for a moment.
OFFLINE_MILLISECONDS = 4000
QUALITY = 80
Sights = Mapping[str, Mapping[str, Sight]]


def main() -> int:
    """Take what the command line asks for."""
    wish = read_wish()
    ways = [way for way in WAYS if is_wanted(way, wish.ways)]
    with site(wish.at) as (address, environment), browser() as chromium:
        camera = Camera(chromium, address, wish.into, ways, whole=wish.whole)
        camera.take_all(chosen(SIGHTS, wish.names))
        if not wish.names or "screen" in wish.names:
            camera.take_walls()
        extremes = chosen(EXTREMES, wish.names)
        if extremes and environment:
            camera.take_all(extremes, make_extremes(environment))
    write_index(wish.into)
    print(wish.into / "index.html")
    return 0


def read_wish() -> argparse.Namespace:
    assert __doc__ is not None
    parser = argparse.ArgumentParser(
        "tools.screenshots",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--ways", type=lambda words: words.split(","), default=[])
    parser.add_argument("--into", type=Path, default=FOLDER, metavar="FOLDER")
    parser.add_argument("--at", metavar="ADDRESS")
    parser.add_argument("--whole", action="store_true")
    return parser.parse_args()


def is_wanted(way: Way, words: Sequence[str]) -> bool:
    parts = set(way.name.split("-"))
    return not words or any(parts.issuperset(word.split("-")) for word in words)


def chosen(sights: Sights, names: Collection[str]) -> dict[str, dict[str, Sight]]:
    """Return what is named, by role; without names, everything."""
    picked = {
        role: {name: sight for name, sight in pages.items() if not names or name in names}
        for role, pages in sights.items()
    }
    return {role: pages for role, pages in picked.items() if pages}


@contextmanager
def site(at: str | None) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the address of the demo, and how to reach its database if it is our own."""
    if at:
        yield at.rstrip("/"), {}
        return
    with running() as (address, environment):
        time.sleep(LIVELY_SECONDS)
        yield address, environment


def make_extremes(environment: dict[str, str]) -> dict[str, str]:
    """Make the sessions of extremes; return their addresses by name."""
    command = [sys.executable, "-m", "tools.extremes"]
    made = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    places: dict[str, str] = json.loads(made.stdout.splitlines()[-1])
    return places


class Camera:
    """Takes pages of one demo into one folder."""

    def __init__(
        self, chromium: Browser, address: str, folder: Path, ways: Sequence[Way], *, whole: bool
    ) -> None:
        self.chromium, self.address, self.folder = chromium, address, folder
        self.ways, self.whole = ways, whole
        self.places: dict[str, str] = {}
        self.states: dict[str, StorageState] = {}

    def take_all(self, sights: Sights, places: Mapping[str, str] | None = None) -> None:
        """Take everybody's pages in every way; `places` are addresses known already."""
        wanted = [sight.path for pages in sights.values() for sight in pages.values()]
        self.places |= places or find_places(self.chromium, self.address, wanted)
        loads = sorted(self.ways, key=_load)
        for role, pages in sights.items():
            for (lang, elder), ways in groupby(loads, key=_load):
                self.take_role(role, pages, lang, list(ways), elder=elder)
            print(role or "everybody", *pages, flush=True)

    def take_role(
        self, role: str, pages: Mapping[str, Sight], lang: str, ways: list[Way], *, elder: bool
    ) -> None:
        """Take somebody's pages in one language and print; a page is opened once."""
        context = self.context(lang, state=self.state_of(role))
        if elder:
            context.add_init_script("localStorage.setItem('huiyin.elder', 'on')")
        for name, sight in pages.items():
            self.insist(context, name, sight, ways)
        context.close()

    def insist(self, context: BrowserContext, name: str, sight: Sight, ways: list[Way]) -> None:
        """Take one page in these ways, if need be at the second try."""
        for last in (False, True):
            page = context.new_page()
            try:
                self.take(page, name, sight, ways)
            except Error as error:
                if last:
                    print(f"{name}: {error.message.splitlines()[0]}", file=sys.stderr)
            else:
                break
            finally:
                context.set_offline(False)
                page.close()

    def take(self, page: Page, name: str, sight: Sight, ways: list[Way]) -> None:
        """Open, press, and save what is seen in each way, from the narrowest on."""
        page.set_viewport_size(_size(ways[0]))
        page.goto(self.address + sight.path.format(**self.places))
        page.wait_for_timeout(SETTLE_MILLISECONDS)
        # Faults are shown by the page, not by the browser before it.
        page.evaluate("for (const form of document.forms) form.noValidate = true")
        for selector in sight.press:
            # Where it is not seen there is no need for it: what it opens stands there already.
            button = page.locator(selector).locator("visible=true").first
            if button.count():
                button.click(timeout=PRESS_MILLISECONDS)
                page.wait_for_timeout(SETTLE_MILLISECONDS)
        if sight.offline:
            page.context.set_offline(True)
            page.wait_for_timeout(OFFLINE_MILLISECONDS)
        for way in ways:
            page.set_viewport_size(_size(way))
            page.emulate_media(color_scheme="dark" if way.theme == "dark" else "light")
            page.wait_for_timeout(RESIZE_MILLISECONDS)
            self.save(page, self.folder / name / f"{way.name}.jpg", whole=self.whole)

    def save(self, page: Page, to: Path, *, whole: bool = False) -> None:
        to.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=to, type="jpeg", quality=QUALITY, full_page=whole)

    def take_walls(self) -> None:
        """Take the big screen, at its own sizes and in its own themes."""
        self.places |= find_places(self.chromium, self.address, ["{live}"])
        context = self.context("zh")
        page = context.new_page()
        for theme, lang in product(("paper", "ink", "contrast"), LOCALES):
            page.goto(f"{self.address}{self.places['live']}screen/?theme={theme}&lang={lang}")
            page.wait_for_timeout(SETTLE_MILLISECONDS)
            for width, height in WALLS.items():
                page.set_viewport_size({"width": width, "height": height})
                page.wait_for_timeout(RESIZE_MILLISECONDS)
                self.save(page, self.folder / "screen" / f"{width}-{lang}-{theme}.jpg")
        context.close()

    def context(self, lang: str, state: StorageState | None = None) -> BrowserContext:
        return self.chromium.new_context(
            locale=LOCALES[lang],
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
            storage_state=state,
        )

    def state_of(self, role: str) -> StorageState | None:
        """Return what the browser keeps of somebody who signed in with the demo's one click."""
        if role and role not in self.states:
            context = self.context("zh")
            page = context.new_page()
            page.goto(f"{self.address}/sign-in/")
            page.locator(f'button[name="role"][value="{role}"]').click()
            page.wait_for_load_state()
            self.states[role] = context.storage_state()
            context.close()
        return self.states.get(role)


def _load(way: Way) -> tuple[str, bool]:
    """Say for which ways one opening of a page will do."""
    return way.lang, way.elder


def _size(way: Way) -> ViewportSize:
    return {"width": way.width, "height": SIZES[way.width]}


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
