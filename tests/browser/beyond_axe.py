"""What axe cannot see: focus, small screens, spacing, motion, forced colours, targets, marks.

Each check returns what is wrong, in words; nothing is `[]`. Whoever calls them has one page open
and leaves it as it was, so that one visit serves them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Page, ViewportSize

PHONE: ViewportSize = {"width": 390, "height": 844}
NARROW: ViewportSize = {"width": 320, "height": 640}
# A window of 1280 × 800 px at 200 % holds half as many CSS pixels.
ZOOMED: ViewportSize = {"width": 640, "height": 400}
TARGET, LARGE_TARGET, LARGE_LETTERS = 44, 60, 20
# More stops than any page of the tests has: beyond it the focus goes in circles.
MOST_STOPS = 400


@cache
def _script() -> str:
    return Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def ask(page: Page, question: str, *, about: int | None = None) -> list[str]:
    """Return what is wrong, by the function of that name in beyond_axe.js."""
    page.evaluate(f"() => {{ if (!window.beyond) {{ {_script()} }} }}")
    found: list[str] = page.evaluate(
        "([question, about]) => beyond[question](about)", [question, about]
    )
    return [f"{question}: {each}" for each in found]


@contextmanager
def window(page: Page, size: ViewportSize) -> Iterator[None]:
    """Give the page another size for a while."""
    before = page.viewport_size
    page.set_viewport_size(size)
    yield
    if before:
        page.set_viewport_size(before)


@contextmanager
def large_print(page: Page) -> Iterator[None]:
    """Turn elder mode on for a while."""
    page.evaluate("document.documentElement.setAttribute('data-elder', 'on')")
    yield
    page.evaluate("document.documentElement.removeAttribute('data-elder')")


def in_small_windows(page: Page) -> list[str]:
    """At 200 % and 320 px wide nothing is wider than the window; nor in large print."""
    wrong = []
    for size in (ZOOMED, NARROW):
        with window(page, size):
            wrong += ask(page, "wide")
            with large_print(page):
                wrong += [f"large print {each}" for each in ask(page, "wide")]
    return wrong


def in_large_print(page: Page) -> list[str]:
    """In elder mode every text has 20 px and every target 60."""
    with window(page, PHONE), large_print(page):
        return [
            *ask(page, "letters", about=LARGE_LETTERS),
            *ask(page, "targets", about=LARGE_TARGET),
        ]


def under_a_finger(page: Page) -> list[str]:
    """On a phone every target has 44 px; text may be spaced as WCAG 1.4.12 says."""
    with window(page, PHONE):
        return [*ask(page, "targets", about=TARGET), *ask(page, "spaced")]


def in_forced_colours(page: Page) -> list[str]:
    """In the system's own colours states and edges are still seen."""
    page.emulate_media(forced_colors="active")
    wrong = ask(page, "flattened")
    page.emulate_media(forced_colors="none")
    return wrong


def without_motion(page: Page) -> list[str]:
    """Nothing moves for whoever asked for no motion."""
    page.emulate_media(reduced_motion="reduce")
    return ask(page, "moving")


def by_keyboard(page: Page) -> list[str]:
    """Walk all stops of the focus: each shows it, none is covered, the walk comes to an end."""
    ask(page, "begin")
    wrong: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate("beyond.stop()")
        if stop.get("end") or stop["again"]:
            return wrong
        if stop["wrong"]:
            wrong.append(f"focus: {stop['wrong']}")
    return [*wrong, "focus: goes in circles"]


def in_a_foreign_language(page: Page) -> list[str]:
    """Chinese words on a page in another language are marked as Chinese."""
    return ask(page, "unmarked")


def without_switches(page: Page) -> list[str]:
    """Return what is wrong with a page whose address says how it looks."""
    checks = (in_forced_colours, by_keyboard, without_motion)
    return [fault for check in checks for fault in check(page)]


def everything(page: Page) -> list[str]:
    """Return what any of the checks finds, each fault once."""
    checks = (in_small_windows, in_large_print, under_a_finger, in_forced_colours, by_keyboard)
    found = [fault for check in (*checks, without_motion) for fault in check(page)]
    return list(dict.fromkeys(found))
